/** What the rules are given of one module: custody by ledger position and time, visits, stock counts, read-outs. Names are public names. */
import type { Hash, Time } from "../event/event.ts";
import type { Visit } from "./visit.ts";

/** A ledger entry that moved the module or the container that it was in. `position` orders; `at` is the ledger's time. */
export type CustodyStep = {
  readonly position: number;
  readonly at: Time;
  readonly kind: string;
  readonly by: string;
};

export type Holding = {
  readonly by: string;
  /** Since when, by which entry. */
  readonly at: Time;
  readonly position: number;
  /** It has recorded sales lately: what it holds by the ledger and did not sell, it says it still has. */
  readonly reportsSales: boolean;
  /** Where it says that it works; `null`: it has not said. */
  readonly countries: readonly string[] | null;
};

/** How a life ended, as far as it is still in force. */
export type Ending = {
  readonly how: "scrapped" | "destroyed" | "stolen";
  readonly by: string;
  readonly at: Time;
  readonly position: number;
};

/** The holder's newest list of what lies on its shelves; off the ledger, so it is its word alone. */
export type StockCount = { readonly by: string; readonly countedAt: Time; readonly includes: boolean };

/** A module's own bytes, as somebody read them out. */
export type ReadOut = {
  readonly id: string;
  readonly at: Time;
  /** Digest of what does not change in an honest life. */
  readonly digest: Hash;
  /** Fields that equal the birth record, of those compared; `null`: only the digest was kept. */
  readonly fields: { readonly matched: number; readonly compared: number } | null;
};

export type UnitFacts = {
  readonly maker: string;
  readonly makerCountries: readonly string[] | null;
  /** When the maker registered it: from here on its label can be copied. */
  readonly registered: { readonly at: Time; readonly position: number };
  /** In ledger order: registration, release, moves, transfers, sale. */
  readonly steps: readonly CustodyStep[];
  /** The first entry that sent it away from its maker. */
  readonly shipped: { readonly at: Time; readonly position: number } | null;
  /** Who holds it now; `null` once it was sold to somebody outside. */
  readonly holding: Holding | null;
  readonly activated: { readonly at: Time; readonly position: number; readonly region: string | null } | null;
  readonly endings: readonly Ending[];
  readonly stock: StockCount | null;
  /** Where the custody parties say that they work; `null`: one of them has not said. */
  readonly countries: readonly string[] | null;
  /** Oldest first. */
  readonly visits: readonly Visit[];
  /** Oldest first. */
  readonly readOuts: readonly ReadOut[];
  /** Static digests that an honest module of this record can have: its birth's, and those of signed recodes. Empty: not recorded. */
  readonly digests: readonly Hash[];
};
