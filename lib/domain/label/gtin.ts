/** Trade item numbers, always in their 14-digit form (GS1 General Specifications, AI 01). */
import { ok, type Result, refuse } from "../result.ts";
import { hasCheckDigit } from "./gs1.ts";

declare const brand: unique symbol;
/** 14 digits. */
export type Gtin = string & { readonly [brand]: "Gtin" };
export type GtinError = { readonly code: "malformed"; readonly detail: string };

/** 8, 12, 13 or 14 digits; shorter ones are padded with zeros on the left. */
export function parseGtin(text: string): Result<Gtin, GtinError> {
  if (!/^(?:[0-9]{8}|[0-9]{12,14})$/.test(text)) return malformed("a GTIN has 8, 12, 13 or 14 digits");
  return hasCheckDigit(text) ? ok(text.padStart(14, "0") as Gtin) : malformed("the check digit of the GTIN is wrong");
}

/** Whether the number belongs to a company prefix; the indicator digit stands before it. */
export function isGtinUnder(gtin: Gtin, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => gtin.startsWith(prefix, 1));
}

function malformed(detail: string) {
  return refuse<GtinError>({ code: "malformed", detail });
}
