import "server-only";

/** Postgres refuses to run as root; started by root it runs as another system user that can reach its files. */
import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, existsSync } from "node:fs";
import { CannotStart } from "./cannot-start.ts";

export type RunAs = {
  /** What stands before the program: nothing, or a command that lends one right. */
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
};

/** Who runs Postgres here. `folder` gets that owner; `program` is tried. */
export function chooseRunAs(folder: string, program: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const user = systemUser();
  chownSync(folder, user.uid, user.gid);
  if (reaches({ prefix: [], ...user }, folder, program)) return { prefix: [], ...user };
  // A clone below /root: closed to every other user. The right to pass folders is lent, nothing else of root's.
  const lent: RunAs = {
    prefix: [
      "setpriv",
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      "--clear-groups",
      "--inh-caps=+dac_override",
      "--ambient-caps=+dac_override",
      "--",
    ],
  };
  if (reaches(lent, folder, program)) return lent;
  throw new CannotStart(
    `the database runs as the system user with id ${user.uid}, who cannot reach ${folder}. Start TrueLane as a normal user, or keep it and DATA_DIR in a folder that all users may enter.`,
  );
}

function systemUser(): { uid: number; gid: number } {
  for (const name of ["postgres", "nobody"]) {
    const found = idsOf(name);
    if (found) return found;
    if (name === "postgres" && existsSync("/usr/sbin/useradd")) {
      spawnSync("/usr/sbin/useradd", ["--system", "--user-group", "--no-create-home", name], { stdio: "ignore" });
      const made = idsOf(name);
      if (made) return made;
    }
  }
  throw new CannotStart(
    "the database cannot run as root and this system has no other user. Start TrueLane as a normal user.",
  );
}

function idsOf(name: string): { uid: number; gid: number } | undefined {
  try {
    const ask = (flag: string) => Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    return undefined;
  }
}

function reaches(as: RunAs, folder: string, program: string): boolean {
  return runOnce(as, program, ["--version"]) && runOnce(as, "/bin/sh", ["-c", 'test -w "$0" && test -x "$0"', folder]);
}

function runOnce(as: RunAs, program: string, args: readonly string[]): boolean {
  const [command = program, ...rest] = [...as.prefix, program, ...args];
  return spawnSync(command, rest, { uid: as.uid, gid: as.gid, cwd: "/", stdio: "ignore" }).status === 0;
}
