/** Which rung of the verdict ladder the facts of one label reach, and what was checked to get there (trust.md section 4, design.md section 9). */
import { type Check, checksOf } from "./checks.ts";
import type { Language } from "./language.ts";
import type { KnownLabel, ScanFacts } from "./scan-facts.ts";
import { fillSentence, firstSentence, type Values } from "./sentence.ts";
import { VERDICT_CODES, VERDICT_STRINGS, type VerdictCode, type VerdictName } from "./verdict-strings.ts";

export type Verdict = {
  readonly code: VerdictCode;
  readonly name: VerdictName;
  /** The first sentence of `text`. */
  readonly title: string;
  readonly text: string;
  readonly checked: readonly Check[];
};

/** A plain look-up knows no claimant and no module: it never reaches V4, V5 or V6. */
export function concludeScan(facts: ScanFacts, language: Language): Verdict {
  const { name, values } = rungOf(facts);
  const template = VERDICT_STRINGS[name][language];
  return {
    code: VERDICT_CODES[name],
    name,
    title: fillSentence(firstSentence(template), values),
    text: fillSentence(template, values),
    checked: checksOf(facts, language),
  };
}

/** The order of these lines is the order of precedence: a known stop, then a fault of ours, then what the record says. */
function rungOf(facts: ScanFacts): { name: VerdictName; values: Values } {
  if (facts.is === "unavailable") return { name: "UNAVAILABLE", values: {} };
  if (facts.is === "unknown") return { name: "NO_RECORD", values: {} };
  if (facts.lotStatus !== "released") return { name: "NOT_RELEASED", values: { contact: facts.module.contact } };
  if (facts.birth === "failed" || facts.brokenRules > 0) return { name: "RECORDS_DISAGREE", values: {} };
  const seller = facts.custody.seller;
  if (isCustodyUnbroken(facts) && seller !== null) return { name: "CUSTODY_CONSISTENT", values: { seller } };
  return { name: "RECORD_FOUND", values: {} };
}

/** Nothing is on its way unconfirmed, and no receiver said that it was missing. */
export function isCustodyUnbroken(facts: KnownLabel): boolean {
  return facts.custody.inTransit === null && !facts.custody.disputed;
}
