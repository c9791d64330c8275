/** The public text on a label, and the label id that stands for it in every record (bytes.md section 1). */
import { sha256 } from "@noble/hashes/sha2.js";
import { hexOf } from "../bytes/hex.ts";
import { utf8Of } from "../bytes/utf8.ts";
import type { Hash } from "../event/event.ts";
import { ok, type Result, refuse } from "../result.ts";
import { base32Of, folded } from "./base32.ts";

declare const brand: unique symbol;
/** A folded code of 26 or 20 characters; only this file makes one. */
export type Code = string & { readonly [brand]: "Code" };

export type CodeError = { readonly code: "malformed"; readonly detail: string };

/** Reads lower case and look-alike letters as what was printed; checks nothing. */
export function foldCode(text: string): string {
  return folded(text);
}

/** The alphabet, and below 2^128: the first of 26 characters has three bits only. */
const FORM = /^(?:[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9A-HJKMNP-TV-Z]{20})$/;

/** As a route or a scanner gives it: 26 characters below 2^128, or 20. */
export function parseCode(text: string): Result<Code, CodeError> {
  const code = folded(text);
  if (code.length !== 26 && code.length !== 20)
    return malformed(`a code has 26 or 20 characters, this has ${code.length}`);
  return FORM.test(code)
    ? ok(code as Code)
    : malformed("a code has digits and letters without U, and 26 begin with 0 to 7");
}

/** As a person typed it: blanks and hyphens are there for the eye. */
export function parseTypedCode(text: string): Result<Code, CodeError> {
  return parseCode(text.replace(/[\s-]/g, ""));
}

/** The 26-character code of 16 random bytes. */
export function codeOfBytes(bytes: Uint8Array): Code {
  assertSixteen(bytes);
  return base32Of(bytes, 26) as Code;
}

/** The 20-character code of the low 100 bits of 16 random bytes, for GS1 labels (AI 21 holds 20 characters). */
export function shortCodeOfBytes(bytes: Uint8Array): Code {
  assertSixteen(bytes);
  return base32Of(bytes, 20) as Code;
}

/** What ledger and records call the label: whoever reads them cannot print it. */
export function labelIdOf(code: Code): Hash {
  return hexOf(sha256(utf8Of(`truelane-label/1\n${code}`)));
}

/** In fours, for the eye. */
export function groupCode(code: Code): string {
  return code.replace(/.{4}(?=.)/g, "$&-");
}

function assertSixteen(bytes: Uint8Array): void {
  if (bytes.length !== 16) throw new RangeError(`a code is made of 16 random bytes, not ${bytes.length}`);
}

function malformed(detail: string) {
  return refuse<CodeError>({ code: "malformed", detail });
}
