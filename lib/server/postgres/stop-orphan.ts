import "server-only";

/** A Postgres that outlived a killed supervisor is stopped in order; its data folder allows only one. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CannotStart } from "./cannot-start.ts";
import { clusterFolder, runningPostmaster } from "./connection.ts";

const FAST_MS = 15_000;
const HARD_MS = 15_000;

/** Returns when no server runs on the data folder. The caller holds the folder's lock, so nobody else's server is stopped. */
export async function stopOrphan(dataDir: string): Promise<void> {
  const running = runningPostmaster(dataDir);
  if (!running || !isOurServer(running.pid, clusterFolder(dataDir))) return;
  for (const [signal, patience] of [
    ["SIGINT", FAST_MS],
    ["SIGQUIT", HARD_MS],
  ] as const) {
    process.kill(running.pid, signal);
    if (await isGone(running.pid, clusterFolder(dataDir), patience)) return;
  }
  throw new CannotStart(`an earlier database server (process ${running.pid}) does not end. End it and start again.`);
}

async function isGone(pid: number, folder: string, patience: number): Promise<boolean> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    if (!isOurServer(pid, folder)) return true;
    await sleep(50);
  }
  return false;
}

// Process ids are used again: a number in an old pid file may be anybody's by now.
function isOurServer(pid: number, folder: string): boolean {
  const line = commandLine(pid);
  return line.includes("postgres") && line.includes(folder);
}

/** The command line of a living process, words joined by blanks; empty when there is none. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}
