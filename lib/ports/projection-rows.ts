/** Where a follower of the ledger keeps what it has understood. Rows and position are one thing: both are there, or neither. */
import type { Id16, MemberId, Subject } from "../domain/event/event.ts";
import type { States } from "../domain/event/state.ts";
import type { Committed } from "./ledger.ts";

/** One entry after this follower's own rule book looked at it. `next` is empty for one that the rule book refused. */
export type Judged = {
  readonly committed: Committed;
  readonly before: States;
  readonly next: States;
  readonly ruleBroken?: string;
};

export interface ProjectionRows {
  /** The index of the last entry whose rows are here; -1 before the first. */
  position(): Promise<number>;
  /** The network that position 0 founded. */
  network(): Promise<Id16 | undefined>;
  /** States as the rows have them; subjects without events are missing. */
  states(subjects: readonly Subject[]): Promise<States>;
  /**
   * Rows of all entries and the new position in one transaction; tells `truelane_projection` the new index after it.
   * @throws when the entries do not follow the position that is stored: another writer is at work, or one is missing.
   */
  write(entries: readonly Judged[]): Promise<void>;
  /** Members whose keys are here; only the worker can see them. */
  keepHosted(members: readonly MemberId[]): Promise<void>;
  /** Empties everything that `write` made. */
  empty(): Promise<void>;
}
