/** Lists of what members say lies on their shelves, and in which countries they work. */
import type { Hash, MemberId, Time } from "../domain/event/event.ts";

export type StockCountRow = {
  readonly id: string;
  readonly countedAt: Time;
  readonly items: number;
  readonly by: string;
};

export interface StockCounts {
  /** Label ids of modules that the member holds by the ledger, by label id or serial number, in the order asked for. */
  labelsOf(member: MemberId, names: readonly string[]): Promise<readonly (Hash | undefined)[]>;
  keep(count: {
    readonly id: string;
    readonly member: MemberId;
    readonly countedAt: Time;
    readonly labels: readonly Hash[];
    readonly by: string;
  }): Promise<void>;
  /** Newest first, at most twenty. */
  newest(member: MemberId): Promise<readonly StockCountRow[]>;
  /** ISO 3166-1 alpha-2, sorted. */
  countries(member: MemberId): Promise<readonly string[]>;
  setCountries(member: MemberId, countries: readonly string[]): Promise<void>;
}
