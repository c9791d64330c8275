/** An append-only record that one or several organisations keep and a stranger can check. */
import type { Hash, LedgerEvent, Time } from "../domain/event/event.ts";
import type { Refusal } from "../domain/event/refusal.ts";
import type { Result } from "../domain/result.ts";

/** `index` = log index, from 0 without gaps. `block`, `transaction`: where the ledger has them. */
export type Position = { readonly index: number; readonly block?: number; readonly transaction?: string };

/** `time` is the ledger's own time of the append. */
export type Receipt = { readonly position: Position; readonly eventHash: Hash; readonly time: Time };

/** `ruleBroken`: an entry that this follower's rule book refuses; it keeps its place and changes nothing. */
export type Committed = {
  readonly position: Position;
  readonly event: LedgerEvent;
  readonly time: Time;
  readonly ruleBroken?: Refusal;
};

export type LedgerKind = "embedded" | "fabric";

export interface Ledger {
  readonly kind: LedgerKind;
  /** Resolves once the event is committed and followed. A refusal is an answer. The same `eventId` again gives the first answer again. */
  append(event: LedgerEvent): Promise<Result<Receipt, Refusal>>;
  /** Committed events after `position`, in order, for ever; safe to resume after a crash. Ends when `signal` aborts. */
  follow(after: Position | undefined, signal: AbortSignal): AsyncIterable<Committed>;
  close(): Promise<void>;
}
