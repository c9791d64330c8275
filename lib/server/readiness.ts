import "server-only";

/** Whether this installation can serve, for load balancers and operators. */
import { networkHealth } from "../adapters/ledger-fabric/network-health.ts";
import { env } from "./env.ts";
import { pool } from "./pool.ts";

export type Readiness = {
  readonly ready: boolean;
  readonly database: "ok" | "unreachable";
  /** `degraded`: writes have waited longer than a minute for their answer, or no peer of the network answers, or it has forked. */
  readonly ledger: "ok" | "degraded" | "unknown";
};

const WAITS_TOO_LONG =
  "SELECT EXISTS (SELECT 1 FROM operation WHERE state = 'pending' AND created_at < now() - interval '1 minute') AS late";

export async function readiness(): Promise<Readiness> {
  try {
    const { rows } = await pool().query<{ late: boolean }>(WAITS_TOO_LONG);
    const degraded = rows[0]?.late || (env().ledger === "fabric" && (await isCutOff()));
    return { ready: true, database: "ok", ledger: degraded ? "degraded" : "ok" };
  } catch {
    return { ready: false, database: "unreachable", ledger: "unknown" };
  }
}

async function isCutOff(): Promise<boolean> {
  const { unreachable, forked } = await networkHealth(pool());
  return unreachable || forked;
}
