import "server-only";

/** Starts the embedded Postgres of a data folder and stops it; heals what a kill -9 left behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresBinaries } from "./binaries.ts";
import { CannotStart, diskFullSentence } from "./cannot-start.ts";
import { ensureCluster, plainEnvironment } from "./cluster.ts";
import { clusterFolder, passwordOf } from "./connection.ts";
import { ensureOwnRole } from "./own-role.ts";
import type { RunAs } from "./run-as.ts";
import { stopOrphan } from "./stop-orphan.ts";

export type OpenPostgres = {
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
};

const LOG = "postgres.log";
const ATTEMPTS = 8;
const READY_WITHIN_MS = 120_000;
const HEALS_WITHIN_MS = 60_000;
/** What ends by itself after a kill -9: backends that have not noticed yet, and a connection that happens to hold the port. */
const PASSES = /Address already in use|still in use|already exists/;

/** Resolves when the database `truelane` answers. Throws `CannotStart` with one sentence. `port`: the only one that will do, so that others can reconnect. */
export async function openPostgres(dataDir: string, options: { port?: number } = {}): Promise<OpenPostgres> {
  mkdirSync(dataDir, { recursive: true });
  const binaries = postgresBinaries();
  const as = ensureCluster(dataDir, binaries);
  await stopOrphan(dataDir);
  const healed = Date.now() + HEALS_WITHIN_MS;
  let last = "";
  for (let attempt = 1; attempt <= ATTEMPTS || (PASSES.test(last) && Date.now() < healed); attempt += 1) {
    const port = options.port ?? (await freePort());
    const before = statSync(join(dataDir, LOG), { throwIfNoEntry: false })?.size ?? 0;
    const server = launch(dataDir, binaries.postgres, as, port);
    if (await answers(dataDir, server)) return opened(server, port);
    last = endOfLog(dataDir, before);
    const full = diskFullSentence(last, dataDir);
    if (full) throw new CannotStart(full);
    await sleep(Math.min(250 * attempt, 2_000));
  }
  throw new CannotStart(`the database in ${clusterFolder(dataDir)} did not start; the end of its log: ${last}`);
}

type Server = { readonly child: ChildProcess; readonly ended: Promise<void>; isOver(): boolean };

function launch(dataDir: string, program: string, as: RunAs, port: number): Server {
  const log = openSync(logFile(dataDir), "a", 0o600);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "80",
    shared_buffers: "128MB",
    max_wal_size: "2GB",
    log_min_messages: "warning",
    log_line_prefix: "%m [%p] ",
  };
  const [command = program, ...args] = [
    ...as.prefix,
    program,
    "-D",
    clusterFolder(dataDir),
    "-p",
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops the others first. The log is a
  // file, not a pipe: it must not break when the supervisor is killed.
  const child = spawn(command, args, {
    uid: as.uid,
    gid: as.gid,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: plainEnvironment(),
  });
  closeSync(log);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      over = true;
      resolve();
    };
    child.once("exit", end);
    child.once("error", end);
  });
  return { child, ended, isOver: () => over };
}

async function answers(dataDir: string, server: Server): Promise<boolean> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!server.isOver() && Date.now() < until) {
    try {
      await ensureOwnRole(dataDir, passwordOf(dataDir));
      return !server.isOver();
    } catch (fault) {
      if (fault instanceof CannotStart) {
        await end(server);
        throw fault;
      }
      // Starting up or recovering: asked again until it ends or answers.
      await sleep(50);
    }
  }
  await end(server);
  return false;
}

async function end(server: Server): Promise<void> {
  server.child.kill("SIGQUIT");
  await server.ended;
}

function opened(server: Server, port: number): OpenPostgres {
  return {
    port,
    pid: server.child.pid ?? 0,
    ended: server.ended,
    async stop() {
      if (server.isOver()) return;
      server.child.kill("SIGINT");
      const slow = setTimeout(() => server.child.kill("SIGQUIT"), 20_000);
      await server.ended;
      clearTimeout(slow);
    },
  };
}

function logFile(dataDir: string): string {
  const path = join(dataDir, LOG);
  try {
    // One old log is enough for a look back; it must not fill the disk over years.
    if (statSync(path).size > 20_000_000) truncateSync(path, 0);
  } catch {
    // The first start has none.
  }
  return path;
}

/** The last lines since the log had `before` bytes: what an earlier server complained of is not this one's fault. */
function endOfLog(dataDir: string, before: number): string {
  const log = readFileSync(join(dataDir, LOG));
  const text = log.subarray(log.length < before ? 0 : before).toString("utf8");
  return text.slice(-4000).trim().split("\n").slice(-4).join(" | ");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
