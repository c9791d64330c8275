/** Why the rule book says no. A code for programs; `sentenceOf` (refusal-sentence.ts) names the next step for people. */
import type { Hash, Subject } from "./event.ts";

export const REFUSAL_CODES = [
  "malformed",
  "other-network",
  "subjects-mismatch",
  "contents-mismatch",
  "stale-subject",
  "signature-invalid",
  "signature-missing",
  "certificate-invalid",
  "member-unknown",
  "member-not-active",
  "role-missing",
  "majority-missing",
  "already-founded",
  "already-admitted",
  "settings-not-own",
  "vendor-name-not-yours",
  "gtin-not-yours",
  "sscc-not-yours",
  "already-declared",
  "product-unknown",
  "lot-unknown",
  "lot-not-yours",
  "already-registered",
  "lot-not-registered",
  "lot-not-released",
  "approvers-missing",
  "birth-missing",
  "birth-invalid",
  "thing-unknown",
  "not-the-holder",
  "not-top-level",
  "already-offered",
  "already-sold",
  "not-in-container",
  "container-not-top-level",
  "container-emptied",
  "container-number",
  "receiver-unknown",
  "receiver-is-giver",
  "transfer-known",
  "transfer-unknown",
  "transfer-not-open",
  "transfer-expired",
  "not-the-receiver",
  "not-the-giver",
  "exception-invalid",
  "expiry-in-past",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** `subject`: the thing it is about. `heads`: with `stale-subject`, the newest event of each stale subject. */
export type Refusal = {
  readonly code: RefusalCode;
  readonly subject?: Subject;
  readonly detail?: string;
  readonly heads?: Readonly<Record<Subject, Hash | null>>;
};
