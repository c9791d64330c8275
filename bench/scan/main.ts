/**
 * The scan answer against bare servers over the same rows, interleaved: `npm run bench -- scan`. All give JSON to as many
 * connections as asked for; the listener is the product's own with every check, but for the limits of one address, since all
 * of this load comes from one. What each peer does stands in bare.ts and next-peer.
 * Options: --modules N (1000000), --rounds N (5), --seconds N (4), --connections N (16).
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openTestDatabase } from "../../test/postgres.ts";
import { fill, someCodes } from "./fill.ts";
import { type Load, load } from "./load.ts";

const NEXT = "Next.js route handler with Prisma";
const ROOT = join(import.meta.dirname, "..", "..");

type Options = {
  readonly modules: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
};
type Server = { readonly name: string; readonly port: number; readonly process: ChildProcess };

export async function bench({ modules, rounds, seconds, connections }: Options): Promise<void> {
  const db = await openTestDatabase({ migrate: ["0001", "0002", "0003", "0004"] });
  const dataDir = await mkdtemp(join(tmpdir(), "truelane-bench-scan-"));
  const shipped = Math.min(200_000, Math.floor(modules / 2));
  const servers: Server[] = [];
  try {
    const began = performance.now();
    await fill(db.pool, modules, shipped, join(dataDir, "manifests"));
    console.log(
      `${modules} modules, ${shipped} of them shipped in cartons, filled in ${seconds1(performance.now() - began)}`,
    );
    servers.push(
      await ours(db.url, dataDir),
      await bare("answer", db.url),
      await bare("key", db.url),
      await nextPeer(db.url),
    );
    for (const [kind, from, to] of [
      ["module that never moved", shipped, modules],
      ["module in a carton that was sent and received", 0, shipped],
    ] as const) {
      const paths = (await someCodes(db.pool, from, to, 40_000)).map((code) => `/v/${code}`);
      await compare(kind, servers, paths, { rounds, seconds, connections });
    }
  } finally {
    for (const server of servers) server.process.kill("SIGTERM");
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function compare(
  kind: string,
  servers: readonly Server[],
  paths: readonly string[],
  { rounds, seconds, connections }: Omit<Options, "modules">,
): Promise<void> {
  for (const server of servers) await load(server.port, paths, connections, 2);
  const measured = new Map<string, Load[]>(servers.map((server) => [server.name, []]));
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another server: whoever comes first has the cooler machine.
    for (let turn = 0; turn < servers.length; turn++) {
      const server = servers[(round + turn) % servers.length] as Server;
      measured.get(server.name)?.push(await load(server.port, paths, connections, seconds));
    }
  }
  console.log(`\n${kind}, ${connections} connections, ${rounds} rounds of ${seconds} s`);
  for (const [name, loads] of measured) {
    const rates = loads.map((each) => each.perSecond);
    console.log(
      `  ${name.padEnd(34)} ${median(rates).toFixed(0).padStart(6)}/s   p50 ${median(loads.map((each) => each.p50)).toFixed(2)} ms   p99 ${median(loads.map((each) => each.p99)).toFixed(2)} ms   ${median(loads.map((each) => each.bytes)).toFixed(0)} bytes`,
    );
  }
  const [own, ...peers] = servers as [Server, ...Server[]];
  for (const peer of peers) {
    const pairs = (measured.get(own.name) ?? []).map(
      (mine, round) => [mine, measured.get(peer.name)?.[round] as Load] as const,
    );
    const rate = pairs.map(([mine, theirs]) => mine.perSecond / theirs.perSecond);
    const tail = pairs.map(([mine, theirs]) => mine.p99 / theirs.p99);
    console.log(
      `  ratio to ${peer.name}: ${spread(rate)} (goal ≥ ${peer.name === NEXT ? 25 : 0.9}); p99 ${spread(tail)} ×${peer.name === NEXT ? "" : " (goal ≤ 2)"}`,
    );
  }
}

async function ours(databaseUrl: string, dataDir: string): Promise<Server> {
  const port = await freePort();
  const settings = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port - 1),
    SCAN_PORT: String(port),
    RATE_LIMITS: "off",
  };
  return started("scan listener", port, [join(ROOT, "lib/server/scan.ts")], settings);
}

async function bare(which: "key" | "answer", databaseUrl: string): Promise<Server> {
  const port = await freePort();
  const name = which === "key" ? "bare, one look-up by key" : "bare, the same answer";
  return started(name, port, [join(import.meta.dirname, "bare.ts"), which, String(port), databaseUrl], {});
}

/** Built once; `rm -r bench/scan/next-peer/.next` builds it anew. */
async function nextPeer(databaseUrl: string): Promise<Server> {
  const folder = join(import.meta.dirname, "next-peer");
  const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
  if (!existsSync(join(folder, ".next", "BUILD_ID"))) {
    const { status } = spawnSync(process.execPath, [next, "build", folder], { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) throw new Error("the Next.js peer could not be built");
  }
  const port = await freePort();
  const args = [next, "start", folder, "-H", "127.0.0.1", "-p", String(port)];
  return started(NEXT, port, args, { DATABASE_URL: databaseUrl }, []);
}

async function started(
  name: string,
  port: number,
  args: readonly string[],
  settings: Record<string, string>,
  flags: readonly string[] = ["--conditions=react-server"],
): Promise<Server> {
  const child = spawn(process.execPath, [...flags, ...args], {
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "error", ...settings },
    stdio: ["ignore", "inherit", "inherit"],
  });
  for (let tries = 0; tries < 600; tries++) {
    const answers = await fetch(`http://127.0.0.1:${port}/v/x`).then(
      () => true,
      () => false,
    );
    if (answers) return { name, port, process: child };
    await sleep(100);
  }
  child.kill();
  throw new Error(`${name} did not answer on port ${port}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)} / ${median(values).toFixed(2)} / ${Math.max(...values).toFixed(2)}`;
}

function seconds1(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      modules: { type: "string", default: "1000000" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "4" },
      connections: { type: "string", default: "16" },
    },
  });
  await bench({
    modules: Number(values.modules),
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    connections: Number(values.connections),
  });
}
