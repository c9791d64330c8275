/** Base64url without padding, RFC 4648 section 5, in its one canonical spelling. */
import { ok, type Result, refuse } from "../result.ts";
import { base64BytesOf, base64TextOf } from "./base64.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function base64UrlOf(bytes: Uint8Array): string {
  return base64TextOf(bytes, ALPHABET);
}

/** Padding, foreign characters and unused bits that are not zero are refused: two texts never mean the same bytes. */
export function bytesOfBase64Url(text: string): Result<Uint8Array, "malformed"> {
  const bytes = base64BytesOf(text, ALPHABET);
  return bytes ? ok(bytes) : refuse("malformed");
}
