/**
 * Tells every process that the scan page may have something else to say of these labels. Inside the transaction that made it so; what
 * the page says is asked of all members' alerts, whoever has just changed its own.
 */
import { meanwhileForEverybody } from "../for-member.ts";
import type { Queryable } from "../in-transaction.ts";

/** A case speaks on after it was closed as confirmed; an alert only while nobody has explained it. */
export const IS_CONFIRMED = "(c.state = 'confirmed' OR (c.state = 'closed' AND c.outcome = 'confirmed'))";
export const IS_LISTED = "a.state <> 'closed' AND a.severity = 'high' AND a.contradiction IS NOT NULL";

export async function touchWarnings(db: Queryable, labels: readonly Uint8Array[]): Promise<void> {
  if (labels.length === 0) return;
  await meanwhileForEverybody(db, () =>
    db.query(
      `INSERT INTO label_warning (label_id, live, changed_at)
       SELECT l, EXISTS (SELECT FROM alert a WHERE a.label_id = l AND ${IS_LISTED})
           OR EXISTS (SELECT FROM case_label x JOIN alert_case c ON c.id = x.case_id WHERE x.label_id = l AND ${IS_CONFIRMED}),
         clock_timestamp()
       FROM (SELECT DISTINCT l FROM unnest($1::bytea[]) AS l ORDER BY l) AS labels
       ON CONFLICT (label_id) DO UPDATE SET live = excluded.live, changed_at = excluded.changed_at`,
      [labels.map((label) => Buffer.from(label))],
    ),
  );
}
