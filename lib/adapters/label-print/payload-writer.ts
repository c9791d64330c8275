/**
 * Payload texts of many labels under one key (bytes.md section 5), in buffers that are used again: the domain's own functions say the
 * same, too slowly for a lot. Only the code and the signature change from label to label.
 */

const ALPHABET = Buffer.from("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "latin1");
const VALUE_OF = new Uint8Array(256);
for (let value = 0; value < 32; value++) VALUE_OF[ALPHABET[value] ?? 0] = value;

const SIGNED = 32;
const SIGNATURE = 64;
const TEXT = 154;
/** Where the code's number stands in the signed bytes, and how long it is. */
const ID = 13;
const ID_BYTES = 16;

/** @param message what is signed: a prefix and the 32 bytes. Overwritten by the next call; answers 64 bytes */
export type SignLabel = (message: Uint8Array) => Uint8Array;

/**
 * @param message of any one label of this lot, as the domain's `payloadMessage` makes it
 * @returns the text of the label with that code; all codes have the length of the first one
 */
export function openPayloadWriter(message: Uint8Array, sign: SignLabel): (code: string) => string {
  const own = Uint8Array.from(message);
  const start = own.length - SIGNED;
  const signed = own.subarray(start);
  const payload = Buffer.alloc(SIGNED + SIGNATURE);
  const text = Buffer.alloc(TEXT);
  return (code) => {
    putNumber(own, start + ID, code);
    payload.set(signed);
    payload.set(sign(own), SIGNED);
    putText(text, payload);
    return text.toString("latin1");
  };
}

/** The low 128 bits of the code's number, big-endian. @param code a checked one */
function putNumber(bytes: Uint8Array, at: number, code: string): void {
  let [held, bits, place] = [0, 0, ID_BYTES - 1];
  for (let index = code.length - 1; index >= 0; index--) {
    held |= (VALUE_OF[code.charCodeAt(index)] ?? 0) << bits;
    bits += 5;
    if (bits < 8) continue;
    if (place >= 0) bytes[at + place--] = held & 255;
    held >>= 8;
    bits -= 8;
  }
  while (place >= 0) {
    bytes[at + place--] = held & 255;
    held = 0;
  }
}

/** 768 bits, most significant first, and two zero bits. */
function putText(text: Uint8Array, bytes: Uint8Array): void {
  let [held, bits, at] = [0, 0, 0];
  for (let index = 0; index < bytes.length; index++) {
    held = ((held & 31) << 8) | (bytes[index] ?? 0);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text[at++] = ALPHABET[(held >> bits) & 31] ?? 0;
    }
  }
  text[at] = ALPHABET[(held << (5 - bits)) & 31] ?? 0;
}
