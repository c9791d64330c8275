/** What became of a form: the four words of a write (pending, recorded, refused, checking), and the two that never reach the ledger. */
export type Outcome = {
  readonly state: "idle" | "invalid" | "pending" | "checking" | "recorded" | "refused" | "failed";
  /** The idempotency key of the next submission: the same until an answer is final. */
  readonly key: string;
  /** The operation to ask about while it is not final. */
  readonly id?: string;
  readonly sentence?: string;
  /** `saved`: done, but not a matter of the ledger. */
  readonly title?: "saved";
  /** Shown once, to be copied now. */
  readonly secret?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly field?: string; readonly sentence: string }[];
  /** Number of the last ledger entry that was written. */
  readonly entry?: number;
  /** Where to see what was made. A file is fetched when somebody asks for it, never ahead: fetching a label counts as printing it. */
  readonly made?: { readonly label: string; readonly href: string; readonly file?: true };
};

export type Act = (before: Outcome, form: FormData) => Promise<Outcome>;
export type Follow = (operationId: string, key: string) => Promise<Outcome>;

/** Refusals that mean: this page shows what is no longer so. */
const STALE: readonly string[] = ["transfer-not-open", "stale-subject", "container-number", "lot-not-registered"];

export function isStale({ state, code = "" }: Outcome): boolean {
  return state === "refused" && STALE.includes(code);
}

/** A refusal that means: show first that it is still you. */
export function asksWho({ state, code }: Outcome): boolean {
  return state === "refused" && code === "not-confirmed";
}

export function isOpen(outcome: Outcome): boolean {
  return outcome.state === "pending" || outcome.state === "checking";
}
