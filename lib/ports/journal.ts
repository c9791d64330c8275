/** What was asked and what came of it, for ever. A row exists before the ledger is asked (design.md section 11). */

import type { Json } from "../domain/event/canonical-json.ts";
import type { Hash, Id16, MemberId, Subject, Time } from "../domain/event/event.ts";

/** `checking`: signed and sent, the ledger's answer unknown; it is asked for again until it is known. */
export type JournalState = "pending" | "checking" | "recorded" | "refused";
/** `stored`: signed, perhaps sent. `superseded`: the ledger refused it as stale and another one took its place. */
export type JournalEventState = "stored" | "recorded" | "refused" | "superseded";

export type JournalEvent = {
  readonly sequence: number;
  readonly eventId: Id16;
  readonly kind: string;
  /** Canonical JSON of the whole signed event. */
  readonly bytes: string;
  readonly state: JournalEventState;
  readonly index?: number;
  readonly eventHash?: Hash;
  readonly time?: Time;
};

export type JournalEntry = {
  readonly id: string;
  readonly member: MemberId;
  readonly actor: Json;
  readonly kind: string;
  readonly command: Json;
  readonly requestHash: Hash;
  readonly state: JournalState;
  readonly result?: Json;
  readonly problem?: Json;
  readonly createdAt: Time;
  readonly events: readonly JournalEvent[];
};

export type NewEntry = {
  readonly id: string;
  readonly member: MemberId;
  readonly actor: Json;
  readonly kind: string;
  readonly command: Json;
  readonly idempotencyKey?: string;
  readonly requestHash: Hash;
  readonly at: Time;
};

export type Opened = { readonly entry: JournalEntry; readonly fresh: boolean };

/**
 * What an outage may pile up before nothing more is taken (trust.md section 10): so many operations, or two and more of which the
 * oldest has waited so many hours, in which nothing was recorded.
 */
export type OutboxLimits = { readonly operations: number; readonly hours: number };

/** The ledger has been away for longer than the outbox bears; nothing was written. */
export class OutboxFull extends Error {
  override name = "OutboxFull";
}

export interface Journal {
  /**
   * Writes the row and wakes the worker in one transaction. The same member and key again: the first row, `fresh: false`.
   * @throws OutboxFull for a new row when the limits of this journal are reached
   */
  open(entry: NewEntry): Promise<Opened>;
  /** Whether a new row would be taken at this moment. */
  hasRoom(): Promise<boolean>;
  /** Resolves with this row of the member once it is final, or as it stands after `waitMs`. */
  settled(member: MemberId, id: string, waitMs: number): Promise<JournalEntry>;

  /** From here on for the worker: rows of all members. */
  entry(id: string): Promise<JournalEntry | undefined>;
  /** Rows that are not final, oldest first, with their events. */
  pending(limit: number): Promise<readonly JournalEntry[]>;
  /** Calls `wake` whenever a row may have been opened; answers a function that ends it. */
  onOpened(wake: () => void): Promise<() => Promise<void>>;
  /** Stores signed events, and what the row will answer, before any of them is sent; sequences go on after those of the row. */
  storeEvents(
    id: string,
    events: readonly { eventId: Id16; kind: string; bytes: string }[],
    result: Json | undefined,
  ): Promise<readonly JournalEvent[]>;
  /** The ledger's answer is unknown. */
  checking(id: string): Promise<void>;
  eventRecorded(id: string, sequence: number, receipt: { index: number; eventHash: Hash; time: Time }): Promise<void>;
  /**
   * A refused event stays in the journal; `superseded` when another attempt may follow. Those stored after it stood on it and are
   * superseded with it; `problem` is kept for who finds the row so after a crash. All of it at once or nothing.
   */
  eventRefused(id: string, sequence: number, state: "refused" | "superseded", problem: Json): Promise<void>;
  /** Ends the row and wakes who waits for it. Without `result` the stored one stays. */
  finish(id: string, end: { state: "recorded" | "refused"; result?: Json; problem?: Json }): Promise<void>;
  close(): Promise<void>;
}

/** What a member's office keeps beside the ledger. */
export interface Office {
  /**
   * Adds an approval of a release; the same person twice counts once. Answers the approvals by people who are the member's release
   * approvers now, oldest first: a role that was taken away takes its approvals along.
   * @param what the lot, or whatever else two approvers decide
   */
  approveRelease(
    member: MemberId,
    what: string,
    by: { userId: string; email: string },
  ): Promise<readonly { userId: string; email: string }[]>;
  /** The rules of the factory gate that hold this lot, with how many modules each. */
  gateOf(lot: Subject): Promise<readonly { readonly rule: string; readonly count: number }[]>;
  /** Keeps why somebody releases a lot that the gate holds; the newest reason of a person stands. */
  noteOverride(lot: Subject, who: string, reason: string): Promise<void>;
  /** Notes that a person of this member agrees to what another member wants to do; once for each member, the first stands. */
  agree(
    what: string,
    by: { readonly member: MemberId; readonly userId: string; readonly email: string },
  ): Promise<void>;
  /** Who agreed, by people that are still of that member; oldest first. */
  agreements(what: string): Promise<readonly { readonly member: MemberId; readonly userId: string }[]>;
  /** The next serial reference for SSCCs of this member; never given twice. */
  nextSsccSerial(member: MemberId): Promise<number>;
  /** What a receiver wrote beside its exceptions; replaces what it wrote before. */
  noteExceptions(transfer: Id16, notes: readonly { subject: string; note: string }[]): Promise<void>;
}
