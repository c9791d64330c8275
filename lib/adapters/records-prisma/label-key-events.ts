/** Label key events out of the read model's history, each row looked at once: a ledger of ten million events has a few hundred. */
import type { Pool } from "pg";
import type { LedgerEvent } from "../../domain/event/event.ts";
import type { LabelKeyEvents } from "../../ports/label-key-events.ts";

export function openLabelKeyEvents(db: Pool): LabelKeyEvents {
  const found: LedgerEvent[] = [];
  let seen = "-1";
  let reading = Promise.resolve();

  async function readOn(): Promise<void> {
    const newest = await db.query<{ index: string | null }>("SELECT max(log_index) AS index FROM rm_event");
    const to = newest.rows[0]?.index ?? seen;
    const { rows } = await db.query<{ bytes: string }>(
      `SELECT bytes FROM rm_event WHERE log_index > $1 AND log_index <= $2
         AND kind IN ('label-key-declared', 'label-key-revoked') AND rule_broken IS NULL ORDER BY log_index`,
      [seen, to],
    );
    found.push(...rows.map(({ bytes }) => JSON.parse(bytes) as LedgerEvent));
    seen = to;
  }

  return {
    async all() {
      reading = reading.catch(() => undefined).then(readOn);
      await reading;
      return [...found];
    },
  };
}
