/** What a public page is given to show; `components/public` turns it into HTML. */
import type { Contradiction } from "../copies/contradiction.ts";
import type { Time } from "../event/event.ts";
import type { Language } from "./language.ts";
import type { LedgerFacts, ScanFacts } from "./scan-facts.ts";
import type { Verdict } from "./verdict.ts";

/** `publicUrl`: scheme and host of this installation, as printed on labels. */
export type Frame = { readonly language: Language; readonly publicUrl: string };

/** Whoever runs this installation, for codes whose record names nobody. */
export type Operator = { readonly name: string; readonly contact: string };

/** Earlier look-ups of a label, this one included. `number`: the reader is the n-th visitor; `null`: is not counted. */
export type VisitFacts = {
  readonly firstAt: Time;
  readonly country: string | null;
  readonly region: string | null;
  readonly number: number | null;
};

export type ScanView = Frame & {
  /** As asked for, folded; hostile text is shown, never trusted. */
  readonly code: string;
  readonly facts: ScanFacts;
  readonly verdict: Verdict;
  readonly ledger: LedgerFacts;
  readonly operator: Operator | null;
  /** The asker's network asked too often: V8 for a reason that waiting mends. */
  readonly tooMany: boolean;
  /** What the reader's browser may work on for an answer all the same. */
  readonly challenge?: string;
  readonly visits: VisitFacts | null;
  /** Whether anybody whom we trust says where scans come from; without it three rules do not run. */
  readonly placed: boolean;
  /** Of open alerts; they stand under the verdict and do not change it. */
  readonly contradictions: readonly Contradiction[];
};

export type ContainerFacts = {
  readonly count: number;
  readonly packedBy: string;
  readonly packedAt: Time;
  readonly state: "held" | "inside" | "sold" | "emptied";
  /** Holder or seller, by state. */
  readonly who: string | null;
  /** When it, or what it is in, was reported stolen; absent while it is not. */
  readonly stolenAt?: Time;
};

/** `container`: `null` for a number without a record, `"unavailable"` when records cannot be read. */
export type ContainerView = Frame & {
  readonly sscc: string;
  readonly container: ContainerFacts | null | "unavailable";
  readonly tooMany: boolean;
};

/** An address that leads nowhere: no GS1 link at all, or a link that nobody registered here. */
export type NoticeView = Frame & { readonly what: "badLink" | "noLink" };

/** The links of a label or container for a person's eye. */
export type LinksView = Frame & {
  readonly anchor: string;
  readonly target: string;
  readonly type: "pip" | "traceability";
};
