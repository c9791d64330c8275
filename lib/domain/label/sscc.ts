/** Serial shipping container codes: 18 digits, the last a check digit (GS1 General Specifications, AI 00). */
import { ok, type Result, refuse } from "../result.ts";
import { checkDigitOf, hasCheckDigit } from "./gs1.ts";

declare const brand: unique symbol;
export type Sscc = string & { readonly [brand]: "Sscc" };
export type SsccError = { readonly code: "malformed"; readonly detail: string };

export function parseSscc(text: string): Result<Sscc, SsccError> {
  if (!/^[0-9]{18}$/.test(text)) return malformed("an SSCC has 18 digits");
  return hasCheckDigit(text)
    ? ok(text as Sscc)
    : malformed("the check digit of the SSCC is wrong; read the carton again");
}

/**
 * @param extension 0 to 9, chosen by whoever numbers
 * @param prefix the GS1 company prefix, 4 to 12 digits
 * @param serial counts up from 0
 * @throws RangeError when the serial has no room left under the prefix
 */
export function ssccOf(extension: number, prefix: string, serial: number): Sscc {
  const room = 16 - prefix.length;
  const reference = String(serial);
  if (
    !/^[0-9]{4,12}$/.test(prefix) ||
    !/^[0-9]$/.test(String(extension)) ||
    !/^[0-9]+$/.test(reference) ||
    reference.length > room
  )
    throw new RangeError(`no SSCC with extension ${extension}, prefix ${prefix} and serial ${serial}`);
  const digits = `${extension}${prefix}${reference.padStart(room, "0")}`;
  return (digits + checkDigitOf(digits)) as Sscc;
}

/** Whether the number belongs to a company prefix; the extension digit stands before it. */
export function isSsccUnder(sscc: Sscc, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => sscc.startsWith(prefix, 1));
}

function malformed(detail: string) {
  return refuse<SsccError>({ code: "malformed", detail });
}
