/** Lets the demo story be told on the first start; a start that was killed in the middle goes on where it was. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { RESTORED_FILE } from "../../lib/server/backup/contents.ts";
import { demoFilePath } from "../../lib/server/demo-file.ts";
import type { Env } from "../../lib/server/env.ts";
import { childEnvironment, nodeFlags } from "./processes.ts";

export async function seedOnce(
  env: Env,
  root: string,
  say: (line: string) => void,
  undo: (() => Promise<void> | void)[],
): Promise<void> {
  // Into records that came from a backup no invented story is mixed.
  if ([demoFilePath(env.dataDir), join(env.dataDir, RESTORED_FILE)].some(existsSync)) return;
  say("Telling the demo story (lots, labels, a transfer) …");
  const child = spawn(process.execPath, [...nodeFlags(root), join(root, "lib/server/seed-demo.ts")], {
    cwd: root,
    env: childEnvironment(env),
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<string | undefined>((resolve) => {
    child.once("exit", (code, signal) => resolve(code === 0 ? undefined : (signal ?? `code ${code}`)));
    child.once("error", (fault) => resolve(fault.message));
  });
  undo.push(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  const problem = await ended;
  if (problem) say(`The demo story is not complete (${problem}); the next start goes on with it.`);
}
