/** Hexadecimal digits to bytes, with the place of the first thing that is wrong. */
import { ok, type Result, refuse } from "../result.ts";

/** `at` counts characters from 1. */
export type HexError = { readonly kind: "not-hex" | "odd-digits"; readonly at: number; readonly character: string };

/** Bytes of a text of hex digits, upper or lower case; blanks are allowed anywhere, also inside a byte. */
export function parseHexDigits(text: string): Result<number[], HexError> {
  const bytes: number[] = [];
  let high = -1;
  let lastDigit = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) continue;
    const digit = digitOf(code);
    if (digit < 0) return refuse({ kind: "not-hex", at: i + 1, character: text.charAt(i) });
    lastDigit = i + 1;
    if (high < 0) high = digit;
    else {
      bytes.push(high * 16 + digit);
      high = -1;
    }
  }
  return high < 0 ? ok(bytes) : refuse({ kind: "odd-digits", at: lastDigit, character: text.charAt(lastDigit - 1) });
}

/** -1 where no hexadecimal digit stands. */
export function digitAt(text: string, at: number): number {
  return digitOf(text.charCodeAt(at));
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
