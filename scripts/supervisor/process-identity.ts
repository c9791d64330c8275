/** Tells a living process from another one that was given its number later. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** When the process began, in the system's own words; undefined when there is none. */
export function startOfProcess(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      // proc_pid_stat(5): the name in parentheses may hold blanks; field 22 counts ticks since boot.
      const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1) ?? "";
      const fields = afterName.trim().split(" ");
      return fields[0] === "Z" ? undefined : `${bootId()} ${fields[19]}`;
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}
