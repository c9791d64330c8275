/** Which rung of the verdict ladder the facts of one label reach, and what was checked to get there (trust.md section 4, design.md section 9). */
import type { Time } from "../event/event.ts";
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

export function concludeScan(facts: ScanFacts, language: Language): Verdict {
  const { name, values } = rungOf(facts);
  const template = VERDICT_STRINGS[name][language];
  const match = matchLine(name, facts, language);
  return {
    code: VERDICT_CODES[name],
    name,
    title: fillSentence(firstSentence(template), values),
    text: [fillSentence(template, values), ...match].join(language === "en" ? " " : ""),
    checked: checksOf(facts, language),
  };
}

/** The verdict's name alone, where nobody reads its words. */
export function verdictNameOf(facts: ScanFacts): VerdictName {
  return rungOf(facts).name;
}

type Rung = { readonly name: VerdictName; readonly values: Values };

/** The order of these lines is the order of precedence: a known stop, then a fault of ours, then what label and record say. */
function rungOf(facts: ScanFacts): Rung {
  if (facts.is === "unavailable") return { name: "UNAVAILABLE", values: {} };
  if (facts.is === "forged") return { name: "BAD_SIGNATURE", values: {} };
  if (facts.is === "unknown") return { name: "NO_RECORD", values: {} };
  const stop = stopOf(facts);
  if (stop) return stop;
  if (isContradicted(facts)) return { name: "RECORDS_DISAGREE", values: {} };
  const { activation, custody } = facts;
  if (activation && !activation.byAsker) {
    const values = { date: dayOf(activation.at), region: activation.region ?? undefined };
    return { name: "ALREADY_ACTIVATED", values };
  }
  if (activation) return { name: "ACTIVATED_BY_YOU", values: { time: minuteOf(activation.at) } };
  if (isCustodyUnbroken(facts) && custody.seller !== null)
    return { name: "CUSTODY_CONSISTENT", values: { seller: custody.seller } };
  return { name: "RECORD_FOUND", values: {} };
}

/** All of them are "stop"; which one is told first: what people confirmed, what the ledger says of the module, then of the label. */
function stopOf({ confirmedCase, stops, label, lotStatus, module }: KnownLabel): Rung | undefined {
  const whom = { contact: module.contact, case: confirmedCase?.case };
  const told = (name: VerdictName, at: Time | null): Rung => ({
    name,
    values: { ...whom, date: at === null ? undefined : dayOf(at) },
  });
  if (confirmedCase) return told("SUSPECT", null);
  if (stops.stolen) return told("STOLEN", stops.stolen.at);
  if (stops.recalled) return told("RECALLED", stops.recalled.at);
  if (label.status === "void") return told("LABEL_VOID", label.voidedAt);
  if (stops.retired) return told("RETIRED", stops.retired.at);
  return lotStatus === "released" ? undefined : told("NOT_RELEASED", null);
}

function isContradicted({ birth, brokenRules, label }: KnownLabel): boolean {
  return birth === "failed" || brokenRules > 0 || label.signature === "other-product";
}

/** V6 is a line under what the record says, never a verdict of its own. */
function matchLine(name: VerdictName, facts: ScanFacts, language: Language): string[] {
  if (facts.is !== "known" || !facts.match || !ADDS_MATCH.has(name)) return [];
  const { matching, compared } = facts.match;
  return [fillSentence(VERDICT_STRINGS.MODULE_MATCHES[language], { n: String(matching), m: String(compared) })];
}
const ADDS_MATCH: ReadonlySet<VerdictName> = new Set<VerdictName>([
  "RECORD_FOUND",
  "CUSTODY_CONSISTENT",
  "ACTIVATED_BY_YOU",
  "ALREADY_ACTIVATED",
]);

/** Nothing is on its way unconfirmed, and no receiver said that it was missing. */
export function isCustodyUnbroken(facts: KnownLabel): boolean {
  return facts.custody.inTransit === null && !facts.custody.disputed;
}

/** Times are UTC text: the day is its first ten characters. */
function dayOf(at: Time): string {
  return at.slice(0, 10);
}

function minuteOf(at: Time): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
