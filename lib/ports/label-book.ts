/** What happened to the labels of a lot on paper: ordered, printed, applied, voided. The ledger knows codes' owners, not paper. */
import type { Hash, MemberId, Subject, Time } from "../domain/event/event.ts";

export type LabelCounts = {
  /** Of the work order; null where the lot has none. */
  readonly quota: number | null;
  readonly closedAt: Time | null;
  /** Body labels in files that were handed out. */
  readonly printed: number;
  /** Scanned back, and not void by now. */
  readonly applied: number;
  /** Voided or replaced on the ledger, and paper that was thrown away. */
  readonly voided: number;
  /** Bag-label files that were begun, and whether one was handed out whole. */
  readonly bagFiles: number;
  readonly bagsHandedOut: boolean;
};

/** `unknown`: no label of this member. `twice`: it was scanned before. */
export const CHECK_OUTCOMES = ["ok", "wrong-lot", "twice", "void", "unknown"] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

export type Unbalanced = {
  readonly lot: Subject;
  readonly printed: number;
  readonly applied: number;
  readonly voided: number;
};

export interface LabelBook {
  counts(lot: Subject): Promise<LabelCounts>;
  /** False where the lot has an order already. */
  openOrder(lot: Subject, member: MemberId, quota: number, by: string): Promise<boolean>;
  /** Forgets an open order of which nothing was printed. Answers false where there is none such. */
  withdrawOrder(lot: Subject): Promise<boolean>;
  /** Ends the order. Answers false where it does not balance, or there is none that is open. */
  closeOrder(lot: Subject, by: string): Promise<boolean>;
  /** The codes of the lot were deleted. */
  codesGone(lot: Subject): Promise<void>;
  spoil(lot: Subject, labels: number, reason: string, by: string): Promise<void>;
  /** Notes a file before it is made. Nothing where the open order's quota has no room for so many body labels. */
  beginPrint(lot: Subject, label: "body" | "bag", labels: number, by: string): Promise<string | undefined>;
  /** Of a product that is sold under one: its labels carry GS1 links. */
  gtinOf(product: Subject): Promise<string | undefined>;
  /** No file came of it: nothing was printed. */
  cancelPrint(print: string): Promise<void>;
  finishPrint(print: string): Promise<void>;
  /** Scans labels back: each good one counts as applied from now on. One outcome for each. */
  check(lot: Subject, labels: readonly Hash[], by: string): Promise<readonly CheckOutcome[]>;
  /** Lots with an open order that does not balance, of which these things hold modules. */
  unbalanced(
    member: MemberId,
    things: readonly { readonly subject: Subject; readonly lot?: Subject }[],
  ): Promise<readonly Unbalanced[]>;
}
