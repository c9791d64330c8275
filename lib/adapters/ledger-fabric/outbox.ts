/** Signed transactions, stored before they are sent, so that an unknown outcome can be asked for after a crash (trust.md section 10). */
import type { Pool } from "pg";
import type { Id16 } from "../../domain/event/event.ts";

export type SentTransaction = { readonly eventId: Id16; readonly transaction: string; readonly bytes: Uint8Array };

export interface Outbox {
  /** ENDORSED: durable before it resolves. */
  store(sent: SentTransaction): Promise<void>;
  /** What is known of it before a block says what became of it; the block's word comes with the block's own rows. */
  note(transaction: string, state: "SUBMITTED" | "UNKNOWN"): Promise<void>;
  /** The newest transaction that was stored for an event. */
  newest(eventId: Id16): Promise<SentTransaction | undefined>;
}

export function openOutbox(pool: Pool): Outbox {
  return {
    async store({ eventId, transaction, bytes }) {
      await pool.query({
        name: "fabric-store",
        text: "INSERT INTO fabric_transaction (id, event_id, bytes, state) VALUES ($1, $2, $3, 'ENDORSED')",
        values: [transaction, eventId, Buffer.from(bytes)],
      });
    },
    async note(transaction, state) {
      await pool.query({
        name: "fabric-note",
        text: "UPDATE fabric_transaction SET state = $2 WHERE id = $1 AND state NOT IN ('COMMITTED', 'INVALID')",
        values: [transaction, state],
      });
    },
    async newest(eventId) {
      const { rows } = await pool.query<{ id: string; bytes: Buffer }>({
        name: "fabric-newest",
        text: "SELECT id, bytes FROM fabric_transaction WHERE event_id = $1 ORDER BY sequence DESC LIMIT 1",
        values: [eventId],
      });
      return rows[0] && { eventId, transaction: rows[0].id, bytes: rows[0].bytes };
    },
  };
}
