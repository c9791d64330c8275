/** The rule book's own memory, read from the ledger and not from a projection: `previous` must name the newest event. */
import type { Hash, Id16, LedgerEvent, MemberId, Subject } from "../domain/event/event.ts";
import type { States } from "../domain/event/state.ts";

export interface LedgerStates {
  /** States of these subjects as of one committed moment; subjects without events are missing. */
  states(subjects: readonly Subject[]): Promise<States>;
  /** A committed event by its hash. */
  eventOf(eventHash: Hash): Promise<LedgerEvent | undefined>;
  /** The network that position 0 founded; `undefined` on an empty ledger. */
  founding(): Promise<{ readonly network: Id16; readonly founder: MemberId } | undefined>;
  /** How many events are committed. */
  size(): Promise<number>;
}
