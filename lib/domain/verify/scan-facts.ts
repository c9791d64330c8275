/** What a public answer is made of: facts about one label, without a word of any language. */
import type { Day, ExceptionReason, Hash, InspectionResult, Time, VoidReason } from "../event/event.ts";

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
  | { readonly kind: "label-replaced" | "labels-voided"; readonly reason: VoidReason }
  | { readonly kind: "activated"; readonly region: string | null }
  /** `lot`: the whole lot or a range of it, not this module alone. */
  | { readonly kind: "recalled" | "recall-lifted"; readonly lot: boolean; readonly reason: string }
  | { readonly kind: "reported-stolen" | "recovered" | "returned" }
  | { readonly kind: "scrapped"; readonly destroyed: boolean; readonly reason: string }
  | { readonly kind: "corrected"; readonly reason: string }
  | { readonly kind: "inspected"; readonly result: InspectionResult }
  | { readonly kind: "repaired"; readonly what: string }
  | { readonly kind: "recoded"; readonly hostCoding: string }
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

/** The label that was asked for: a module may have had several. */
export type LabelFacts = {
  readonly status: "current" | "void";
  /** When it was voided or replaced. */
  readonly voidedAt: Time | null;
  /** Label id of the one that took its place. */
  readonly replacedBy: Hash | null;
  /**
   * `passed`: the maker's key signed the code, and the ledger had not revoked that key when the label was registered.
   * `other-product`: the same, but for another part number than the record's. `unsigned`: a plain code.
   */
  readonly signature: "unsigned" | "passed" | "other-product";
};

/** What the ledger says against using or selling the module. */
export type StopFacts = {
  readonly recalled: Stop | null;
  readonly stolen: Stop | null;
  readonly retired: Stop | null;
};
/** `at`: ledger time of the entry that says so. */
export type Stop = { readonly at: Time | null };

/** `byAsker`: whoever asks has just proved to own the buyer's key; a plain look-up proves nothing. */
export type ActivationFacts = { readonly at: Time; readonly region: string | null; readonly byAsker: boolean };

/** A case that two people of the brand owner confirmed about this label. `case`: its number, for whoever writes to the contact. */
export type CaseFacts = { readonly case: string; readonly at: Time };

/** An EEPROM read-out beside the record: so many of the compared fields agree. */
export type MatchFacts = { readonly matching: number; readonly compared: number };

export type KnownLabel = {
  readonly is: "known";
  readonly label: LabelFacts;
  readonly stops: StopFacts;
  readonly activation: ActivationFacts | null;
  readonly confirmedCase: CaseFacts | null;
  readonly match: MatchFacts | null;
  readonly lotStatus: "registered" | "released" | "withdrawn";
  readonly module: ModuleFacts;
  readonly custody: CustodyFacts;
  /** Oldest first. */
  readonly history: readonly HistoryStep[];
  readonly birth: BirthCheck;
  /** Ledger entries on its subjects that the rule book refused when they were read. */
  readonly brokenRules: number;
};

/**
 * `forged`: a signed label whose signature is not that of a key that may sign for it. `unavailable`: the record could not be read,
 * or is with `keptBy`.
 * Never answered as if the label were unknown.
 */
export type ScanFacts =
  | KnownLabel
  /** `signed`: by a key that may sign labels, and yet no such label was ever registered. */
  | { readonly is: "unknown"; readonly signed?: true }
  | { readonly is: "forged" }
  | { readonly is: "unavailable"; readonly keptBy?: string; readonly tooMany?: true };

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
