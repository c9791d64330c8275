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

/** Puts a reason's values into a sentence. What a module says of itself may hold braces: a value is never looked into. */
export function filledReason(sentence: string, reason: Reason): string {
  const values: Readonly<Record<string, string | number>> = reason;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
