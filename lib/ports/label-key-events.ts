/** What makers declared and revoked of their label keys, as the ledger has it. */
import type { LedgerEvent } from "../domain/event/event.ts";

export interface LabelKeyEvents {
  /** Accepted `label-key-declared` and `label-key-revoked` events, oldest first. */
  all(): Promise<readonly LedgerEvent[]>;
}
