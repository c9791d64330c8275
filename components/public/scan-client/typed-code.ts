/** What is wrong with a typed code, said so that the next look at the label mends it (bytes.md section 1). */
import { foldCode } from "../../../lib/domain/label/code.ts";
import type { Sentence } from "./words.ts";

export type TypingFault = { readonly sentence: Sentence; readonly values?: Readonly<Record<string, string | number>> };

const LENGTHS = [26, 20];
const NO_LETTER = /[^0-9A-HJKMNP-TV-Z]/;

/** `text` as typed, not a code. Says the character and its place, as a person counts. */
export function typingFault(text: string): TypingFault {
  const bare = foldCode(text.normalize("NFKC").replace(/[\s-]/g, ""));
  if (bare === "") return { sentence: "empty" };
  if (/[^\u0020-\u007e]/.test(bare)) return { sentence: "ime" };
  const at = bare.search(NO_LETTER);
  const character = bare.charAt(at);
  if (character === "U") return { sentence: "letterU", values: { place: at + 1 } };
  if (at >= 0) return { sentence: "letters", values: { character, place: at + 1 } };
  if (!LENGTHS.includes(bare.length)) return { sentence: "length", values: { count: bare.length } };
  return { sentence: "first", values: { character: bare.charAt(0) } };
}

/** While somebody types: what the code is read as so far, in fours, and a letter that no code has. */
export function typedSoFar(text: string): {
  readonly readAs: string;
  readonly count: number;
  readonly fault?: TypingFault;
} {
  const bare = foldCode(text.normalize("NFKC").replace(/[\s-]/g, ""));
  const looksLikeCode = /^[0-9A-Z]*$/.test(bare) && bare.length <= 26;
  const readAs = looksLikeCode ? bare.replace(/.{4}(?=.)/g, "$&-") : "";
  const at = bare.search(/U/);
  if (looksLikeCode && at >= 0) return { readAs, count: bare.length, fault: typingFault(text) };
  return { readAs, count: bare.length };
}
