/** The sentences for answers without network, in the page's language; the verdicts' own are those of the ladder. */
import { LANGUAGES, type Language } from "../../../lib/domain/verify/language.ts";
import { VERDICT_STRINGS } from "../../../lib/domain/verify/verdict-strings.ts";
import english from "../../../messages/offline/en.json" with { type: "json" };
import chinese from "../../../messages/offline/zh-CN.json" with { type: "json" };
import type { Tone } from "../shapes.ts";
import type { OfflineAnswer } from "./kept-lists.ts";

const WORDS: Readonly<Record<Language, typeof english>> = { en: english, "zh-CN": chinese };

type Said = {
  readonly title: string;
  readonly lead: string;
  readonly more: readonly string[];
  readonly tone: Tone;
};
type Checks = {
  readonly checked: readonly string[];
  readonly failed: readonly string[];
  readonly unchecked: readonly string[];
};

export function offlineWords(page: Document) {
  const language = LANGUAGES.find((each) => each === page.documentElement.lang) ?? "en";
  const text = WORDS[language];
  return {
    text,
    said: (answer: OfflineAnswer) => saidOf(answer, language),
    checks: (answer: OfflineAnswer) => checksOf(answer, text),
  };
}

export function saidOf(answer: OfflineAnswer, language: Language): Said {
  const text = WORDS[language];
  if (answer.is === "signed") {
    const whole = VERDICT_STRINGS.OFFLINE_SIGNED[language].replace("{date}", answer.date);
    return { ...split(whole), more: [text.copied], tone: "unknown" };
  }
  if (answer.is === "forged") {
    const whole = VERDICT_STRINGS.BAD_SIGNATURE[language];
    return { ...split(whole), more: [text.forged], tone: "stop" };
  }
  const why = text.why[answer.why].replace("{date}", answer.date ?? "");
  return { title: text.cannotTell, lead: why, more: [text.nothingSaid], tone: "unknown" };
}

function checksOf(answer: OfflineAnswer, text: typeof english): Checks {
  const { signature, record } = text;
  if (answer.is === "signed") return { checked: [signature], failed: [], unchecked: record };
  if (answer.is === "forged") return { checked: [], failed: [signature], unchecked: record };
  return { checked: [], failed: [], unchecked: [signature, ...record] };
}

/** The verdict's first sentence is its title, the rest follows: together they are its exact words. */
function split(whole: string): { readonly title: string; readonly lead: string } {
  const title = /^[^.。]*[.。]/.exec(whole)?.[0] ?? whole;
  return { title, lead: whole.slice(title.length).trim() };
}
