/** The sentences that the page carries for its script, in the page's language. */
import type { Finding, RuleId, ToldFinding } from "../../../lib/domain/optics/answer.ts";
import {
  filledReason,
  filledSentence,
  inTerms,
  type ReasonName,
  type Terms,
} from "../../../lib/domain/optics/reasons/reason.ts";
import type en from "../../../messages/public/en.json";

type Check = (typeof en)["check"];
export type Words = Check["said"] & {
  readonly head: Check["fieldHead"];
  readonly rules: Check["rules"];
  readonly values: Terms;
  readonly terms: Terms;
  readonly reasons: Readonly<Record<ReasonName, string>>;
  readonly innocents: Readonly<Record<RuleId, string>>;
};
/** What a list of findings shows. */
export type Told = Pick<ToldFinding, "id" | "severity" | "because">;
export type Sentence = { [K in keyof Check["said"]]: Check["said"][K] extends string ? K : never }[keyof Check["said"]];

export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Words;
export const language = document.documentElement.lang;

export function said(name: Sentence, values: Readonly<Record<string, string | number>> = {}): string {
  return filledSentence(words[name], values);
}

/** What was found in this browser, as the server's findings come: in the page's language. */
export function told({ id, severity, reason }: Finding): Told {
  return { id, severity, because: filledReason(words.reasons[reason.says], reason, words.values) };
}

/** A medium, connector or form factor as the page's language names it. */
export function term(text: string): string {
  return inTerms(text, words.terms);
}

export function listed(names: readonly string[]): string {
  return names.join(words.values[", "] ?? ", ");
}
