/** What a public answer is made of: facts about one label, without a word of any language. */
import type { Day, ExceptionReason, Time } from "../event/event.ts";

/** Names are the public names that members choose, never their ids. */
export type HistoryStep = {
  /** Position of the ledger entry that says so. What the birth record says stands at its lot's registration. */
  readonly position: number;
  /** A day for what the maker dates itself (`made`), else the ledger's time. */
  readonly at: Day | Time;
  readonly by: string;
} & (
  | { readonly kind: "made"; readonly site: string | null }
  | { readonly kind: "tested"; readonly points: number; readonly passed: boolean }
  | { readonly kind: "lot-registered" | "lot-released"; readonly lot: string }
  | { readonly kind: "lot-withdrawn" | "sold" }
  /** `nested`: not the module itself moved, but the container that it was in. */
  | { readonly kind: "packed" | "unpacked"; readonly nested: boolean }
  | {
      readonly kind: "transfer-offered";
      readonly to: string;
      /** `open`: nobody has confirmed it; `expired`: and its time is over. */
      readonly now: "open" | "expired" | "closed";
      readonly expiresAt: Time;
    }
  | { readonly kind: "transfer-accepted"; readonly from: string; readonly except: ExceptionReason | null }
  | { readonly kind: "transfer-declined"; readonly from: string }
  | { readonly kind: "transfer-withdrawn"; readonly to: string }
);
export type HistoryKind = HistoryStep["kind"];

export type ModuleFacts = {
  readonly serialNumber: string;
  readonly partNumber: string;
  readonly vendor: string;
  readonly formFactor: string;
  readonly lot: string;
  readonly madeOn: Day;
  readonly site: string | null;
  readonly maker: string;
  /** How the maker wants to be reached; its public name where it says nothing. */
  readonly contact: string;
};

export type CustodyFacts = {
  /** Who answers for it now; `null` once it left the network. */
  readonly holder: string | null;
  /** The last holder who accepted or sold it. */
  readonly seller: string | null;
  readonly sold: boolean;
  /** An offer that nobody has answered. */
  readonly inTransit: { readonly to: string; readonly since: Time; readonly expired: boolean } | null;
  /** A receiver said that it did not get it. */
  readonly disputed: boolean;
};

/** Whether the leaf made from this record lies under the root that the maker signed. */
export type BirthCheck = "passed" | "failed" | "not-run";

export type KnownLabel = {
  readonly is: "known";
  readonly lotStatus: "registered" | "released" | "withdrawn";
  readonly module: ModuleFacts;
  readonly custody: CustodyFacts;
  /** Oldest first. */
  readonly history: readonly HistoryStep[];
  readonly birth: BirthCheck;
  /** Ledger entries on its subjects that the rule book refused when they were read. */
  readonly brokenRules: number;
};

/** `unavailable`: the record could not be read. Never answered as if the label were unknown. */
export type ScanFacts = KnownLabel | { readonly is: "unknown" } | { readonly is: "unavailable" };

/** Which ledger answered, and how far its record reached. */
export type LedgerFacts = {
  readonly kind: "embedded" | "fabric";
  /** Ledger time of the newest entry that this answer knows. */
  readonly asOf: Time | null;
  /** On a ledger of blocks: the last one that this answer knows. */
  readonly block?: number;
  /** Nobody who keeps the ledger has answered us since then, or ever (`null`); absent while somebody does. */
  readonly silentSince?: Time | null;
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  readonly cosignedBy: readonly string[];
};
