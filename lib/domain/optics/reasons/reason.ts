/** Why something was found: the name of a sentence and the values that it names, without a word of any language. */
import type { ENGLISH_REASONS } from "./english.ts";

type Sentences = typeof ENGLISH_REASONS;
export type ReasonName = keyof Sentences;
type NamedIn<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamedIn<Rest>
  : never;

/** A reason that lacks a value of its sentence does not compile. */
export type Reason = {
  [Name in ReasonName]: { readonly says: Name } & { readonly [Value in NamedIn<Sentences[Name]>]: string | number };
}[ReasonName];
type Values = Readonly<Record<string, string | number>>;
/** Words of one language for the words of another; empty for the language that they are in. */
export type Terms = Readonly<Record<string, string>>;

/** Puts a reason's values into a sentence. */
export function filledReason(sentence: string, reason: Reason, terms: Terms): string {
  const values: Values = reason;
  const told = (name: string) => (typeof values[name] === "string" && terms[values[name]]) || values[name]!;
  return filledSentence(sentence, {
    ...values,
    ...("page" in reason && { page: told("page") }),
    ...("field" in reason && { field: told("field") }),
    ...("ports" in reason && { ports: String(reason.ports).replaceAll(", ", terms[", "] ?? ", ") }),
  });
}

/**
 * Puts values into their braces. What a module says of itself may hold braces: a value is never looked into. Chinese puts a blank
 * between Han and letters or digits, and none between Han and Han: where a value begins or ends with Han, or is empty, it goes.
 */
export function filledSentence(sentence: string, values: Values): string {
  return sentence.replace(
    /(\p{Script=Han} )?\{(\w+)\}( (?=\p{Script=Han}))?/gu,
    (whole, before = "", name, after = "") => {
      const value = values[name];
      if (value === undefined) return whole;
      const text = String(value);
      const isTight = (end: string | undefined) => end === undefined || /\p{Script=Han}/u.test(end);
      return (isTight(text[0]) ? before.trimEnd() : before) + text + (isTight(text.at(-1)) ? "" : after);
    },
  );
}

/** A printed text in the terms of a language, in any case of its letters. */
export function inTerms(text: string, terms: Terms): string {
  const known = Object.keys(terms);
  if (known.length === 0) return text;
  const pattern = new RegExp(`\\b(?:${known.join("|")})\\b`, "gi");
  return text.replace(pattern, (term) => terms[term.toLowerCase()]!).replaceAll(" （", "（");
}
