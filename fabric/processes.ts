/** Native processes that outlive the command that started them: one file with the process id each, one log each. */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

import { childEnvironment } from "./child-environment.ts";

export type NodeProcess = {
  /** `lumen-optics-peer`: also the name of its files. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** It is up when all of these answer. */
  readonly ports: readonly number[];
};

type ProcessRecord = { readonly pid: number; readonly startedAt: string };

/** Starts it unless it runs already. Answers whether it was started now. */
export function ensureStarted(processes: string, node: NodeProcess): boolean {
  if (runningPid(processes, node.name) !== undefined) return false;
  mkdirSync(processes, { recursive: true });
  mkdirSync(node.folder, { recursive: true });
  const log = openSync(join(processes, `${node.name}.log`), "a");
  const child = spawn(node.command, node.args, {
    cwd: node.folder,
    env: childEnvironment({ HOME: node.folder, ...node.environment }),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  if (child.pid === undefined) throw new Error(`${node.name} did not start: ${node.command} cannot be run`);
  child.unref();
  const record: ProcessRecord = { pid: child.pid, startedAt: startTime(child.pid) ?? "" };
  writeFileSync(recordFile(processes, node.name), JSON.stringify(record));
  return true;
}

/** The process id, if the process that we started still runs; another process that got the same number does not count. */
export function runningPid(processes: string, name: string): number | undefined {
  try {
    const { pid, startedAt }: ProcessRecord = JSON.parse(readFileSync(recordFile(processes, name), "utf8"));
    return startTime(pid) === startedAt ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Throws one sentence where somebody else's program has a port of a node that does not run. */
export async function assertPortsFree(processes: string, nodes: readonly NodeProcess[]): Promise<void> {
  for (const { name, ports } of nodes) {
    if (runningPid(processes, name) !== undefined) continue;
    for (const port of ports)
      if (await answers(port))
        throw new Error(
          `Port ${port} of ${name} is taken by another program. End that program, or choose new ports with npm run fabric:reset (which removes the ledger).`,
        );
  }
}

/** Asks it to stop, and ends it after five seconds. */
export async function stop(processes: string, name: string): Promise<boolean> {
  const pid = runningPid(processes, name);
  if (pid === undefined) return false;
  process.kill(pid, "SIGTERM");
  await waitUntilGone(processes, name);
  if (runningPid(processes, name) !== undefined) process.kill(pid, "SIGKILL");
  rmSync(recordFile(processes, name), { force: true });
  return true;
}

/** Resolves when the process has ended, or after five seconds. */
export async function waitUntilGone(processes: string, name: string): Promise<void> {
  for (let waited = 0; waited < 5000 && runningPid(processes, name) !== undefined; waited += 50) await pause(50);
}

/** Resolves when every port answers. Throws with the end of the log when the process has died or the time is over. */
export async function waitForPorts(processes: string, node: NodeProcess, milliseconds: number): Promise<void> {
  for (let waited = 0; waited < milliseconds; waited += 50) {
    const open = await Promise.all(node.ports.map((port) => answers(port)));
    if (open.every(Boolean)) return;
    if (runningPid(processes, node.name) === undefined) break;
    await pause(50);
  }
  throw new Error(
    `${node.name} does not answer on port ${node.ports.join(", ")}. The end of its log:\n${logTail(processes, node.name)}`,
  );
}

/** Resolves when a port answers, whoever runs the program behind it. Throws one sentence after so many milliseconds. */
export async function portAnswers(port: number, milliseconds: number): Promise<void> {
  for (const until = Date.now() + milliseconds; !(await answers(port)); await pause(200))
    if (Date.now() > until) throw new Error(`Nothing answers on port ${port} yet. Look at docker compose logs.`);
}

/** Whether somebody takes connections there; after two seconds without a word, nobody does. */
export function answers(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => finish(false));
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
  });
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function logTail(processes: string, name: string): string {
  return readFileSync(join(processes, `${name}.log`), "utf8")
    .split("\n")
    .slice(-12)
    .join("\n");
}

function recordFile(processes: string, name: string): string {
  return join(processes, `${name}.json`);
}

/** Clock ticks after boot at which the process started (proc(5), field 22): tells it from a later one with the same number. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
