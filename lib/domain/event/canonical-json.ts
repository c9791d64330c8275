/** Canonical JSON: RFC 8785 with integers only, so that two honest writers hash the same bytes (bytes.md section 0). */
import canonicalize from "canonicalize";
import { textOfUtf8, utf8Of } from "../bytes/utf8.ts";
import { ok, type Result, refuse } from "../result.ts";

/** What may be signed. A member that is `undefined` is absent. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };

export type Malformed = { readonly code: "malformed"; readonly detail: string };

const DEEPEST = 32;

/**
 * The one text of a value.
 * @throws TypeError for what has no canonical form: fractions, -0, NaN, half surrogates, U+0000, the name `__proto__`,
 * more than 32 objects or arrays inside one another, anything that is not plain data.
 */
export function canonicalJson(value: Json): string {
  assertCanonicalValue(value, 0);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("nothing to encode");
  return text;
}

export function canonicalBytes(value: Json): Uint8Array {
  return utf8Of(canonicalJson(value));
}

/**
 * Reads canonical JSON and refuses every other spelling of the same value. That ends duplicate names, `1.0`, escapes
 * that need not be, blanks and byte order marks without a parser of our own: whatever they were, they encode differently.
 */
export function parseCanonicalJson(given: Uint8Array | string): Result<Json, Malformed> {
  const read = typeof given === "string" ? ok(given) : textOfUtf8(given);
  if (!read.ok) return malformed("not UTF-8");
  let value: Json;
  let again: string;
  try {
    value = JSON.parse(read.value);
    again = canonicalJson(value);
  } catch (cause) {
    return malformed(cause instanceof Error ? cause.message : "not JSON");
  }
  return again === read.value ? ok(value) : malformed("not in canonical form (RFC 8785)");
}

function malformed(detail: string) {
  return refuse<Malformed>({ code: "malformed", detail });
}

function assertCanonicalValue(value: unknown, depth: number): void {
  switch (typeof value) {
    case "boolean":
      return;
    case "string":
      if (value.includes("\u0000")) throw new TypeError("U+0000 in a text");
      return;
    case "number":
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`${value} is not a safe integer`);
      return;
    case "object":
      if (value === null) return;
      if (depth === DEEPEST) throw new TypeError(`more than ${DEEPEST} objects or arrays inside one another`);
      if (Array.isArray(value)) for (const entry of value) assertCanonicalValue(entry, depth + 1);
      else assertCanonicalMembers(value, depth);
      return;
    default:
      throw new TypeError(`a ${typeof value} is not JSON`);
  }
}

function assertCanonicalMembers(value: object, depth: number): void {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError("not plain data");
  for (const name of Object.keys(value)) {
    if (name === "__proto__") throw new TypeError("the name __proto__");
    if (name.includes("\u0000")) throw new TypeError("U+0000 in a name");
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) assertCanonicalValue(member, depth + 1);
  }
}
