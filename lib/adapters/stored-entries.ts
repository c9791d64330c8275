/** Events and states as their rows hold them. */
import { parseCanonicalJson } from "../domain/event/canonical-json.ts";
import type { Hash, LedgerEvent, Subject, Time } from "../domain/event/event.ts";
import type { SubjectState } from "../domain/event/state.ts";
import type { Committed } from "../ports/ledger.ts";
import type { LedgerStates } from "../ports/ledger-states.ts";
import type { Queryable } from "./log-store.ts";

/** The stored states of these subjects; those without events are missing. */
export async function loadStates(db: Queryable, subjects: readonly Subject[]): Promise<Map<Subject, SubjectState>> {
  const { rows } = await db.query<{ subject: Subject; state: string }>({
    name: "ledger-load-states",
    text: "SELECT subject, state FROM ledger_state WHERE subject = ANY($1)",
    values: [subjects],
  });
  return new Map(rows.map((row) => [row.subject, JSON.parse(row.state) as SubjectState]));
}

/** Parses what `parseEvent` accepted before it was written. @throws when the row is no longer what was written. */
export function storedEvent(bytes: string): LedgerEvent {
  const parsed = parseCanonicalJson(bytes);
  if (!parsed.ok) throw new Error(`a stored event is damaged: ${parsed.error.detail}`);
  return parsed.value as unknown as LedgerEvent;
}

/** The next events from `index` on, in order: at most `limit`, and at most one more than fits into some megabytes. */
export async function readEntries(db: Queryable, index: number, limit: number): Promise<Committed[]> {
  const { rows } = await db.query<{ log_index: string; bytes: string; committed_at: Time }>({
    name: "ledger-read-entries",
    text: `SELECT log_index, bytes, committed_at FROM (
             SELECT log_index, bytes, committed_at, sum(size) OVER (ORDER BY log_index) - size AS before
             FROM (SELECT log_index, bytes, committed_at, octet_length(bytes) AS size FROM ledger_entry
                   WHERE log_index >= $1 ORDER BY log_index LIMIT $2) AS page) AS measured
           WHERE before < $3 ORDER BY log_index`,
    values: [index, limit, PAGE_BYTES],
  });
  return rows.map((row) => ({
    position: { index: Number(row.log_index) },
    event: storedEvent(row.bytes),
    time: row.committed_at,
  }));
}

/** An event has up to 2 MB: a page of small ones is cheap, one of large ones must not fill the memory. */
const PAGE_BYTES = 4_000_000;

export function ledgerStatesOf(db: Queryable): LedgerStates {
  return {
    states: (subjects) => loadStates(db, subjects),
    async eventOf(eventHash: Hash) {
      const { rows } = await db.query<{ bytes: string }>({
        name: "ledger-event-of",
        text: "SELECT bytes FROM ledger_entry WHERE event_hash = $1",
        values: [eventHash],
      });
      return rows[0] && storedEvent(rows[0].bytes);
    },
    async founding() {
      const [first] = await readEntries(db, 0, 1);
      return first && { network: first.event.body.network, founder: first.event.body.actor };
    },
    async size() {
      const { rows } = await db.query<{ size: string }>(
        "SELECT coalesce(max(log_index) + 1, 0) AS size FROM ledger_entry",
      );
      return Number(rows[0]?.size ?? 0);
    },
  };
}
