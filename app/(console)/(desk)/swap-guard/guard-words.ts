import { STANDING_RULES, type StandingRule } from "@/lib/domain/optics/check-answer.ts";
import { sentencesOf } from "../../outcome-of.ts";
import type { Sentences } from "../ask-api.ts";
import { checkWords } from "../check-words.ts";

/** What a swap guard says beside its own messages: refusals of the comparison, and what a record says of a module. */
export type GuardWords = { readonly refusals: Sentences; readonly standings: Readonly<Record<StandingRule, string>> };

/** Of the address that compares modules with their records. */
const CODES = ["input-invalid", "too-large"] as const;

export async function guardWords(): Promise<GuardWords> {
  const { rules } = await checkWords();
  const standings = Object.fromEntries(STANDING_RULES.map((rule) => [rule, rules[rule]]));
  return { refusals: await sentencesOf(CODES), standings: standings as GuardWords["standings"] };
}
