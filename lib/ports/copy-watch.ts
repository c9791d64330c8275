/** What the rules that find copies are fed with: labels that were looked up, and everything known of their modules. */
import type { NetworkTally } from "../domain/copies/rules/guessing.ts";
import type { LotFacts } from "../domain/copies/rules/lot-leak.ts";
import type { UnitFacts } from "../domain/copies/unit-facts.ts";
import type { Hash, MemberId, Subject, Time } from "../domain/event/event.ts";

export type WatchedUnit = {
  readonly label: Hash;
  readonly maker: MemberId;
  /** Who holds it now. */
  readonly holder: MemberId | null;
  readonly facts: UnitFacts;
};
export type WatchedLot = { readonly lot: Subject; readonly maker: MemberId; readonly facts: LotFacts };

export interface CopyWatch {
  /** Labels with visits, entries, stock counts or read-outs that the rules have not looked at; they count as looked at from now on. */
  take(limit: number): Promise<readonly Hash[]>;
  /** `undefined`: its record is not kept here. */
  unit(label: Hash): Promise<WatchedUnit | undefined>;
  /** Lots of which strangers looked something up in the last days. */
  lots(now: Time): Promise<readonly WatchedLot[]>;
  /** Networks that asked for codes that do not exist in the last minutes. */
  networks(now: Time): Promise<readonly NetworkTally[]>;
  /** Looks at ledger entries and sign-ins since the last call, and marks what they concern as not looked at. */
  refresh(now: Time): Promise<void>;
  /** Deletes raw scans and what was derived of them that are older than 30 days. Answers how many visits. */
  forget(now: Time): Promise<number>;
}
