/** Signed transactions, stored before they are sent, so that an unknown outcome can be asked for after a crash (trust.md section 10). */
import type { Id16 } from "../../domain/event/event.ts";

export type SentTransaction = { readonly eventId: Id16; readonly transaction: string; readonly bytes: Uint8Array };

export interface Outbox {
  /** Durable before it resolves. */
  store(sent: SentTransaction): Promise<void>;
  /** The newest transaction that was stored for an event. */
  newest(eventId: Id16): Promise<SentTransaction | undefined>;
}
