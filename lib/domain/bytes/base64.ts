/** Base64 of RFC 4648: the bits, and the padded form of section 4 that C2SP notes use. */
import { ok, type Result, refuse } from "../result.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function base64Of(bytes: Uint8Array): string {
  const text = base64TextOf(bytes, ALPHABET);
  return text + "=".repeat((4 - (text.length % 4)) % 4);
}

/** Only the padded canonical spelling. */
export function bytesOfBase64(text: string): Result<Uint8Array, "malformed"> {
  const bytes = base64BytesOf(text.replace(/={1,2}$/, ""), ALPHABET);
  return bytes && base64Of(bytes) === text ? ok(bytes) : refuse("malformed");
}

/** The characters for `bytes` in one of the two alphabets, without padding. */
export function base64TextOf(bytes: Uint8Array, alphabet: string): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    text += alphabet.charAt(a >> 2) + alphabet.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    if (b !== undefined) text += alphabet.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    if (c !== undefined) text += alphabet.charAt(c & 63);
  }
  return text;
}

/** The bytes of an unpadded text, or nothing if it is not exactly what `base64TextOf` writes. */
export function base64BytesOf(text: string, alphabet: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let next = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[next++] = (bits >> held) & 0xff;
  }
  const unused = bits & ((1 << held) - 1);
  return unused === 0 ? bytes : undefined;
}
