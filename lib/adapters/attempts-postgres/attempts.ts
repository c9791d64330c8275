/** Attempts in the database: one count for all processes, and none of them forgets it when it starts anew. */
import type { Pool, QueryConfig } from "pg";
import type { Attempts } from "../../ports/attempts.ts";

/** Rows whose time is over, thrown away beside each new one: as many as one try can have made, and one more. */
const SWEEP = 4;
const GIVE_UP = 3_000;
type Timed = QueryConfig & { readonly query_timeout: number };

export function openAttempts(pool: Pick<Pool, "query">): Attempts {
  return {
    async take(who, { seconds }) {
      const take: Timed = {
        name: "attempt-take",
        text: `WITH old AS (DELETE FROM activation_attempt WHERE who IN
           (SELECT who FROM activation_attempt WHERE ends_at <= now() AND who <> $1 ORDER BY ends_at LIMIT ${SWEEP} FOR UPDATE SKIP LOCKED))
         INSERT INTO activation_attempt AS a (who, count, ends_at) VALUES ($1, 1, now() + make_interval(secs => $2))
         ON CONFLICT (who) DO UPDATE SET
           count = CASE WHEN a.ends_at <= now() THEN 1 ELSE a.count + 1 END,
           ends_at = CASE WHEN a.ends_at <= now() THEN excluded.ends_at ELSE a.ends_at END
         RETURNING count`,
        values: [who, seconds],
        query_timeout: GIVE_UP,
      };
      const { rows } = await pool.query<{ count: number }>(take);
      return rows[0]?.count ?? Number.POSITIVE_INFINITY;
    },
    async count(who) {
      const count: Timed = {
        name: "attempt-count",
        text: "SELECT count FROM activation_attempt WHERE who = $1 AND ends_at > now()",
        values: [who],
        query_timeout: GIVE_UP,
      };
      const { rows } = await pool.query<{ count: number }>(count);
      return rows[0]?.count ?? 0;
    },
  };
}
