/** A write and its answer. Screen words: pending, recorded, refused, checking (ux.md section 6). */
import type { Hash, Time } from "../domain/event/event.ts";

/** A "no" that a person can act on. `code`: a refusal of the rule book, or one of the use case's own (`item-unknown`, …). */
export type Problem = {
  readonly code: string;
  readonly sentence: string;
  /** JSON pointer into the request, where one part of it is to blame. */
  readonly pointer?: string;
  /** What the sentence names, as the sender wrote it: for readers of another language. */
  readonly thing?: string;
  /** How many of its steps stand on the ledger all the same; absent where none does. */
  readonly recorded?: { readonly steps: number; readonly of: number };
  readonly errors?: readonly Omit<Problem, "errors">[];
};

export type RecordedEvent = {
  readonly index: number;
  readonly kind: string;
  readonly eventHash: Hash;
  readonly time: Time;
};

export type Operation = {
  readonly id: string;
  readonly kind: string;
  readonly state: "pending" | "recorded" | "refused" | "checking";
  readonly events: readonly RecordedEvent[];
  /** What was made: `{ sscc }`, `{ transferId }`, `{ waitingForSecondApprover: true }` … */
  readonly result?: Readonly<Record<string, unknown>>;
  readonly problem?: Problem;
  readonly createdAt: Time;
};

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";
export type Job = {
  readonly id: string;
  readonly kind: "register-lot" | "pack-lot" | "labels" | "check-fleet";
  readonly state: JobState;
  /** The lot that it is about. */
  readonly lotId?: string;
  readonly done: number;
  readonly total: number | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly createdAt: Time;
  readonly finishedAt?: Time;
};

/** A bad row of a lot file. `line` is what a spreadsheet shows (header = 1). */
export type RowProblem = {
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly sentence: string;
  readonly value?: string;
};
