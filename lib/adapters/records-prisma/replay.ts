/** The read model against a fold of the ledger from its first entry: every table, row by row, as one hash each. */
import type { Pool } from "pg";
import type { Contradiction, Examined } from "../../ports/audit-book.ts";
import type { Manifests } from "../../ports/manifests.ts";
import type { ProjectionRows } from "../../ports/projection-rows.ts";
import { openProjectionRows } from "./projection-rows.ts";
import { openShadow } from "./shadow.ts";
import { digestsOf } from "./table-digests.ts";

/** @param fold replays the ledger into these rows, up to and with this index */
export async function compareWithReplay(
  pool: Pool,
  manifests: Manifests,
  fold: (rows: ProjectionRows, index: number) => Promise<void>,
): Promise<Examined<Contradiction>> {
  const shadow = await openShadow(pool);
  try {
    const live = await pool.connect();
    try {
      // Up to the last entry that has a row: where the position says otherwise, that is another finding.
      // One picture of all tables, whatever the projection writes meanwhile.
      await live.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      const { rows } = await live.query<{ index: string | null }>("SELECT max(log_index) AS index FROM rm_event");
      const index = Number(rows[0]?.index ?? -1);
      const here = await digestsOf(live);
      await live.query("COMMIT");
      if (index >= 0) await fold(openProjectionRows(shadow.pool, manifests, { tell: false }), index);
      const anew = await digestsOf(shadow.pool);
      const wrong = here.flatMap(({ table, rows, sha256 }, at) => {
        const other = anew[at]!;
        if (other.rows === rows && other.sha256 === sha256) return [];
        const sentence = `has ${rows} rows (${sha256.slice(0, 16)}), a replay makes ${other.rows} (${other.sha256.slice(0, 16)})`;
        return [{ about: table, sentence }];
      });
      return { examined: here.reduce((sum, { rows }) => sum + rows, 0), wrong };
    } finally {
      live.release();
    }
  } finally {
    await shadow.drop();
  }
}
