/** A vendor's serial number as a module stores it: 16 ASCII bytes, padded right with spaces (SFF-8472 table 8-1). */
import { ok, type Result, refuse } from "../result.ts";

declare const brand: unique symbol;
/** A serial that has been checked; only `parseSerial` makes one. */
export type ModuleSerial = string & { readonly [brand]: "ModuleSerial" };
export type SerialError = { readonly code: "malformed"; readonly detail: string };

const SERIAL = /^[\x21-\x7e](?:[\x20-\x7e]{0,14}[\x21-\x7e])?$/;

/** Blanks on the right are padding; blanks on the left are not a serial. */
export function parseSerial(text: string): Result<ModuleSerial, SerialError> {
  const serial = text.replace(/ +$/, "");
  if (SERIAL.test(serial)) return ok(serial as ModuleSerial);
  return refuse({
    code: "malformed",
    detail: `a serial number has 1 to 16 printable ASCII characters: ${text.slice(0, 40)}`,
  });
}
