import "server-only";

/** The database connections of this process. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ACTS_FOR_EVERYBODY } from "../adapters/for-member.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { embeddedUrl } from "./postgres/connection.ts";
import { processWide, takeProcessWide } from "./process-wide.ts";

/** Where this installation's database answers now: `DATABASE_URL`, or the embedded one of the data folder. */
export function databaseUrl(): string {
  const url = env().databaseUrl ?? embeddedUrl(env().dataDir);
  if (!url) throw new Error(`no database runs in ${env().dataDir}; start TrueLane with npm start first`);
  return url;
}

/** One pool a process, opened at the first call. Its connections act for nobody: private rows are asked for with `forMember`. */
export function pool(): pg.Pool {
  return processWide("pool", () => openPool());
}

/** For the worker and the command line, which look after the rows of all members. */
export function everybodysPool(): pg.Pool {
  return processWide("everybody's pool", () => openPool(ACTS_FOR_EVERYBODY));
}

/**
 * For whoever scans, and is of no member: what a page says of a label is asked of everybody's alerts. A database that takes questions
 * and answers none, or takes no connection, is a fault (V8) within this time.
 */
export function publicPool(): pg.Pool {
  return processWide("public pool", () =>
    openPool({
      ...ACTS_FOR_EVERYBODY,
      query_timeout: PUBLIC_PATIENCE_MS,
      connectionTimeoutMillis: PUBLIC_PATIENCE_MS,
    }),
  );
}
const PUBLIC_PATIENCE_MS = 3_000;

function openPool(limits: pg.PoolConfig = {}): pg.Pool {
  const opened = new pg.Pool({ connectionString: databaseUrl(), max: 12, idleTimeoutMillis: 60_000, ...limits });
  // An idle connection that breaks (the database was killed) is replaced by the next query; unheard it would end the process.
  opened.on("error", (fault) => log().warn({ reason: fault.message }, "a database connection broke"));
  return opened;
}

/** Closes what is idle and what comes back within a second; connections that listen for ever go with the process. */
export async function closePool(): Promise<void> {
  const closing = Promise.all(
    ["pool", "everybody's pool", "public pool"].map((name) => takeProcessWide<pg.Pool>(name)?.end()),
  );
  await Promise.race([closing, sleep(1000, undefined, { ref: false })]);
}
