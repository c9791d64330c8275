/** Rows of recalls: what is called back, and whether it still is. */
import type { PoolClient } from "pg";
import type { Recalled, RecallLifted } from "../../domain/event/event.ts";
import type { Judged } from "../../ports/projection-rows.ts";

/** An id that was lifted may be used again: the row is the newest recall under it, the history has them all. */
export async function writeRecall(client: PoolClient, { committed, next }: Judged, body: Recalled): Promise<void> {
  const state = next.get(body.target);
  const lot = state?.is === "module" ? state.lot : body.target;
  await client.query({
    name: "rm-recall",
    text: `INSERT INTO rm_recall (target, recall, lot, maker, leaves, reason, at, log_index) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (target, recall) DO UPDATE SET leaves = EXCLUDED.leaves, reason = EXCLUDED.reason, at = EXCLUDED.at,
             log_index = EXCLUDED.log_index, lifted_at = NULL, lifted_by = NULL, lifted_reason = NULL, lifted_index = NULL`,
    values: [
      body.target,
      body.recall,
      lot,
      body.actor,
      body.leaves ? JSON.stringify(body.leaves) : null,
      body.reason,
      committed.time,
      committed.position.index,
    ],
  });
}

/** `lifted_by`: the other member that agreed; the maker is always one of the two. */
export async function liftRecall(client: PoolClient, { committed }: Judged, body: RecallLifted): Promise<void> {
  await client.query({
    name: "rm-recall-lifted",
    text: `UPDATE rm_recall SET lifted_at = $3, lifted_by = $4, lifted_reason = $5, lifted_index = $6
           WHERE target = $1 AND recall = $2`,
    values: [body.target, body.recall, committed.time, body.approver, body.reason, committed.position.index],
  });
}
