import "server-only";

/** What the rows say of the whole installation at this moment: what waits, how far the ledger is kept and shown, which jobs there are. */
import { type NetworkHealth, networkHealth } from "../../adapters/ledger-fabric/network-health.ts";
import type { Queryable } from "../../adapters/log-store.ts";
import type { LedgerKind } from "../../ports/ledger.ts";
import type { JobState } from "../../usecases/operation.ts";

export type InstallationState = {
  /** Operations without an answer of the ledger, and for how long the oldest has waited; 0 where none waits. */
  readonly outbox: { readonly operations: number; readonly oldestSeconds: number };
  /** Entries that are kept here, and those that pages show already. */
  readonly ledger: { readonly kept: number; readonly shown: number };
  readonly jobs: Readonly<Record<JobState, number>>;
  /** Where the ledger is a channel of several organisations. */
  readonly network: NetworkHealth | undefined;
};

const STATE = `SELECT
    (SELECT count(*) FROM operation WHERE state IN ('pending', 'checking'))::float8 AS operations,
    coalesce((SELECT extract(epoch FROM now() - min(created_at)) FROM operation WHERE state IN ('pending', 'checking')), 0)::float8 AS oldest,
    (SELECT coalesce(max(log_index), -1) + 1 FROM ledger_entry)::float8 AS kept,
    (SELECT log_index + 1 FROM rm_projection)::float8 AS shown`;
const JOBS = "SELECT state, count(*)::float8 AS jobs FROM job GROUP BY state";
const NO_JOBS: Record<JobState, number> = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 };

export async function installationState(db: Queryable, ledger: LedgerKind): Promise<InstallationState> {
  const [state, jobs, network] = await Promise.all([
    db.query<{ operations: number; oldest: number; kept: number; shown: number }>(STATE),
    db.query<{ state: JobState; jobs: number }>(JOBS),
    ledger === "fabric" ? networkHealth(db) : undefined,
  ]);
  const { operations, oldest, kept, shown } = state.rows[0]!;
  return {
    // The clock of a row and that of a question may differ by a hair.
    outbox: { operations, oldestSeconds: Math.max(0, oldest) },
    ledger: { kept, shown },
    jobs: { ...NO_JOBS, ...Object.fromEntries(jobs.rows.map((row) => [row.state, row.jobs])) },
    network,
  };
}
