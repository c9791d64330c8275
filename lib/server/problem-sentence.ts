import "server-only";

/** A problem in the reader's language. English names the thing; another language has one sentence for each code, and names the thing after it. */
import { said } from "../../components/public/messages.ts";
import type { Language } from "../../i18n/languages.ts";
import chinese from "../../messages/console/zh-CN.json" with { type: "json" };
import type { Problem } from "../usecases/operation.ts";

/** In English where nobody has translated the code. */
export function problemSentence({ code, sentence, thing, recorded }: Problem, language: Language): string {
  const sentences: Readonly<Record<string, string>> = chinese.problem;
  const known = language === "en" ? undefined : sentences[code];
  if (known === undefined) return sentence;
  const { about, partly } = chinese.outcome;
  const whole = thing === undefined ? known : said(about, { thing, sentence: known });
  return recorded === undefined ? whole : said(partly, { ...recorded, sentence: whole });
}
