/** Numbers in Crockford's base 32, most significant character first (bytes.md section 1). */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The `count` lowest characters of a number of 16 bytes, big-endian. */
export function base32Of(bytes: Uint8Array, count: number): string {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  let text = "";
  for (let written = 0; written < count; written++) {
    text = ALPHABET.charAt(Number(number & 31n)) + text;
    number >>= 5n;
  }
  return text;
}

/** The number of a text of the alphabet as 16 bytes, big-endian; nothing if it has foreign characters or more than 128 bits. */
export function bytesOfBase32(text: string): Uint8Array | undefined {
  let number = 0n;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    number = (number << 5n) | BigInt(value);
  }
  if (number >> 128n !== 0n) return undefined;
  const bytes = new Uint8Array(16);
  for (let at = 15; at >= 0; at--) {
    bytes[at] = Number(number & 255n);
    number >>= 8n;
  }
  return bytes;
}

/** a–z to A–Z, then what a reader mistakes: I and L are 1, O is 0. ASCII only; U is in no code and stays wrong. */
export function folded(text: string): string {
  return text
    .replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 32))
    .replace(/[IL]/g, "1")
    .replace(/O/g, "0");
}
