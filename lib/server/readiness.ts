import "server-only";

/** Whether this installation can serve, for load balancers and operators. */
import { pool } from "./pool.ts";

export type Readiness = {
  readonly ready: boolean;
  readonly database: "ok" | "unreachable";
  /** `degraded`: writes have waited longer than a minute for their answer. */
  readonly ledger: "ok" | "degraded" | "unknown";
};

const WAITS_TOO_LONG =
  "SELECT EXISTS (SELECT 1 FROM operation WHERE state = 'pending' AND created_at < now() - interval '1 minute') AS late";

export async function readiness(): Promise<Readiness> {
  try {
    const { rows } = await pool().query<{ late: boolean }>(WAITS_TOO_LONG);
    return { ready: true, database: "ok", ledger: rows[0]?.late ? "degraded" : "ok" };
  } catch {
    return { ready: false, database: "unreachable", ledger: "unknown" };
  }
}
