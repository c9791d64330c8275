/** A whole installation for tests: the supervisor with all its processes, on free ports, in a folder of its own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const ROOT = join(import.meta.dirname, "..", "..");
const READY = /TrueLane runs at/;

export type Installation = {
  readonly url: string;
  readonly scanUrl: string;
  readonly dataDir: string;
  readonly supervisor: ChildProcess;
  /** Everything that it and its processes said. */
  said(): string;
  /** Ends it as Ctrl-C would, and answers the exit code. */
  stop(): Promise<number | null>;
  ended: Promise<number | null>;
};

export type StartOptions = {
  readonly dataDir: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** A command before the program: `["prlimit", "--fsize=1000000", "--"]`. */
  readonly prefix?: readonly string[];
  /** Of the program: `["--lan"]`. */
  readonly args?: readonly string[];
};

/** Starts and waits until it is ready, or until it gave up: then `ended` has the code. */
export async function startInstallation(options: StartOptions): Promise<Installation> {
  const port = options.port ?? (await freePort());
  const scanPort = await freePort();
  const [command = process.execPath, ...args] = [
    ...(options.prefix ?? []),
    process.execPath,
    "--conditions=react-server",
    join(ROOT, "scripts/supervisor/main.ts"),
    ...(options.args ?? []),
  ];
  const supervisor = spawn(command, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment({ PORT: String(port), SCAN_PORT: String(scanPort), DATA_DIR: options.dataDir, ...options.env }),
  });
  let said = "";
  for (const stream of [supervisor.stdout, supervisor.stderr]) {
    stream?.on("data", (chunk) => {
      said += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => supervisor.once("close", (code) => resolve(code)));
  const url = `http://127.0.0.1:${port}`;
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over && !READY.test(said)) await sleep(50);
  return {
    url,
    scanUrl: `http://127.0.0.1:${scanPort}`,
    dataDir: options.dataDir,
    supervisor,
    said: () => said,
    ended,
    async stop() {
      supervisor.kill("SIGTERM");
      return ended;
    },
  };
}

/** The caller's settings must not leak into an installation of a test. */
export function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", RATE_LIMITS: "off", ...own };
  for (const name of [
    "DATABASE_URL",
    "PUBLIC_URL",
    "HOST",
    "LEDGER",
    "METRICS_PORT",
    "METRICS_HOST",
    "NODE_OPTIONS",
    "VITEST",
  ]) {
    if (!(name in own)) delete kept[name];
  }
  return kept;
}

/** `truelane WORDS --json` for an installation: its exit code, what it said, and what it complained about. */
export function truelane(dataDir: string, ...words: string[]) {
  const done = spawnSync(
    process.execPath,
    ["--conditions=react-server", join(ROOT, "lib/server/cli/main.ts"), ...words, "--json"],
    { cwd: ROOT, encoding: "utf8", env: environment({ DATA_DIR: dataDir }) },
  );
  const said = JSON.parse(done.stdout || "{}") as Readonly<Record<string, unknown>>;
  return { code: done.status, said, complaint: done.stderr };
}

/** Process ids whose command line holds this text: what is left of an installation, or one process of it. */
export function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => commandLine(name).includes(text))
    .map(Number);
}

/** Process ids of an installation by a part of their command line and their data folder (which stands in their environment). */
export function processOf(dataDir: string, part: string): number[] {
  return processesWith(part).filter((pid) => environmentOf(pid).includes(`DATA_DIR=${dataDir}\0`));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function environmentOf(pid: number): string {
  try {
    return `${readFileSync(`/proc/${pid}/environ`, "utf8")}\0`;
  } catch {
    return "";
  }
}

/** Whether something answers there, and says that all is well. */
export function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Waits until `is` holds, asking ten times a second. */
export async function eventually(is: () => boolean | Promise<boolean>, what: string, withinMs = 180_000) {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if (await is()) return;
    await sleep(100);
  }
  throw new Error(`not within ${withinMs / 1000} s: ${what}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
