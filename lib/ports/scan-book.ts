/** The book of scans: who looked what up, as little of it as the rules need, off the ledger and for 30 days. */
import type { CoarsePlace } from "../domain/copies/visit.ts";
import type { Hash, MemberId, Time } from "../domain/event/event.ts";
import type { VisitFacts } from "../domain/verify/scan-view.ts";

/** Whoever asks, without an address. */
export type Caller = {
  readonly at: Time;
  /** IPv4 /24 or IPv6 /48. */
  readonly network: string;
  readonly place: CoarsePlace | null;
  /** The member whose person is signed in; `null` for strangers. */
  readonly member: MemberId | null;
  /** Pseudonym of the device for this label and these days, 16 bytes hex: no two labels share one. */
  visitorOf(label: Hash): string;
};

export interface ScanBook {
  /** A label that exists was looked up. Never waits and never throws; under overload a scan is lost, and counted as lost. */
  known(label: Hash, caller: Caller): void;
  /** A code that does not exist was asked for. */
  unknown(caller: Caller): void;
  /** What may be said of earlier look-ups, this one included. Throws when it cannot be told. */
  seen(label: Hash, caller: Caller): Promise<VisitFacts>;
  /** Resolves when what was noted so far is written or lost. */
  settled(): Promise<void>;
}
