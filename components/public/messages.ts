/** The words of the public pages. A key that one language lacks does not compile. */
import type { Language } from "../../lib/domain/verify/language.ts";
import en from "../../messages/public/en.json" with { type: "json" };
import chinese from "../../messages/public/zh-CN.json" with { type: "json" };

export type Messages = typeof en;

const MESSAGES: Readonly<Record<Language, Messages>> = { en, "zh-CN": chinese };

export function messagesIn(language: Language): Messages {
  return MESSAGES[language];
}

/** Puts values into a sentence of the message file: `{to}` and the like. */
export function said(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
