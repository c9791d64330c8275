/** The worker's side of table `job`. */
import type { Pool } from "pg";
import type { JobRows, TakenJob } from "../../ports/job-rows.ts";

export function openJobRows(pool: Pool): JobRows {
  return {
    async take(id) {
      const { rows } = await pool.query<TakenJob>(
        `UPDATE job SET state = CASE WHEN state = 'queued' THEN 'running' ELSE state END WHERE id = $1
         RETURNING id, member, kind, state, input`,
        [id],
      );
      return rows[0];
    },
    async progress(id, done, total) {
      const { rows } = await pool.query<{ cancel_asked: boolean }>({
        name: "job-progress",
        text: "UPDATE job SET done = $2, total = $3 WHERE id = $1 AND state = 'running' RETURNING cancel_asked",
        values: [id, done, total],
      });
      return rows[0]?.cancel_asked === false ? "go on" : "cancel";
    },
    async finish(id, state, result) {
      await pool.query(
        "UPDATE job SET state = $2, result = $3, finished_at = now() WHERE id = $1 AND state IN ('queued', 'running')",
        [id, state, JSON.stringify(result)],
      );
    },
  };
}
