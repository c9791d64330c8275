import "server-only";

/** Whether this installation can serve, for load balancers and operators. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { networkHealth } from "../adapters/ledger-fabric/network-health.ts";
import type { Queryable } from "../adapters/log-store.ts";
import type { LedgerKind } from "../ports/ledger.ts";
import { env } from "./env.ts";
import { migrationNames } from "./migration-names.ts";
import { publicPool } from "./pool.ts";
import { sharedAnswer } from "./shared-answer.ts";

export type Readiness = {
  readonly ready: boolean;
  readonly database: "ok" | "unreachable";
  /** `outdated`: not as this version's migrations leave them. */
  readonly tables: "ok" | "outdated" | "unknown";
  /** Where work waits for the worker. */
  readonly queue: "ok" | "unreachable" | "unknown";
  /** `degraded`: writes have waited longer than a minute for their answer, or no peer of the network answers, or it has forked. */
  readonly ledger: "ok" | "degraded" | "unknown";
};

const UNREACHABLE: Readiness = {
  ready: false,
  database: "unreachable",
  tables: "unknown",
  queue: "unknown",
  ledger: "unknown",
};

// What is asked first costs nothing and is there in any database: a table that is missing is then no database that is away.
const MADE =
  "SELECT to_regclass('schema_migration') IS NOT NULL AS migrated, to_regclass('pgboss.queue') IS NOT NULL AS queued";
const MISSING =
  "SELECT count(*)::int AS missing FROM unnest($1::text[]) AS wanted WHERE wanted NOT IN (SELECT name FROM schema_migration)";
const QUEUES = "SELECT count(*)::int AS queues FROM pgboss.queue";
const WAITS_TOO_LONG =
  "SELECT EXISTS (SELECT FROM operation WHERE state IN ('pending', 'checking') AND created_at < now() - interval '1 minute') AS late";

/** A database that has not answered all questions by then is one that does not answer. */
const GIVES_UP_MS = 3_000;
const FRESH_MS = 1_000;

/** One answer for all who ask within a second: strangers may ask too, and take no connections from those who look up labels. */
export const readiness: () => Promise<Readiness> = sharedAnswer(look, FRESH_MS);

function look(): Promise<Readiness> {
  return Promise.race([
    readinessOf(publicPool(), env().ledger).catch(() => UNREACHABLE),
    sleep(GIVES_UP_MS, UNREACHABLE, { ref: false }),
  ]);
}

/** @param db a database that answers; where it does not, this throws */
export async function readinessOf(db: Queryable, kind: LedgerKind): Promise<Readiness> {
  const made = await only<{ migrated: boolean; queued: boolean }>(db, MADE);
  const tables = made.migrated && (await isUpToDate(db)) ? "ok" : "outdated";
  const queue = made.queued && (await only<{ queues: number }>(db, QUEUES)).queues > 0 ? "ok" : "unreachable";
  const ledger = tables === "outdated" ? "unknown" : (await isDegraded(db, kind)) ? "degraded" : "ok";
  return { ready: tables === "ok" && queue === "ok", database: "ok", tables, queue, ledger };
}

async function isUpToDate(db: Queryable): Promise<boolean> {
  // Next bundles this file: there it cannot be found from where it lies, and the web process runs in the root.
  wanted ??= migrationNames(join(process.cwd(), "prisma", "migrations"));
  return (await only<{ missing: number }>(db, MISSING, [wanted])).missing === 0;
}
let wanted: readonly string[] | undefined;

async function isDegraded(db: Queryable, kind: LedgerKind): Promise<boolean> {
  if ((await only<{ late: boolean }>(db, WAITS_TOO_LONG)).late) return true;
  if (kind !== "fabric") return false;
  const { unreachable, forked } = await networkHealth(db);
  return unreachable || forked;
}

async function only<Row>(db: Queryable, text: string, values?: unknown[]): Promise<Row> {
  const { rows } = await db.query(text, values);
  return rows[0] as Row;
}
