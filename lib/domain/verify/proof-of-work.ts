/** Work that a browser does in about a second and a server checks at once: the price of asking more often than people do. */
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8Of } from "../bytes/utf8.ts";

/** About a quarter of a million hashes. */
export const WORK_BITS = 18;

/** `challenge`: of the server, good for a while. */
export type Work = { readonly challenge: string; readonly answer: number };

export function isWorkDone({ challenge, answer }: Work, bits = WORK_BITS): boolean {
  return leadingZeros(sha256(messageOf(challenge, answer))) >= bits;
}

/** The first answer from `from` on, or nothing within so many tries: a page works in portions, so that it stays alive. */
export function workOn(challenge: string, from: number, tries: number, bits = WORK_BITS): Work | undefined {
  for (let answer = from; answer < from + tries; answer++)
    if (leadingZeros(sha256(messageOf(challenge, answer))) >= bits) return { challenge, answer };
  return undefined;
}

function messageOf(challenge: string, answer: number): Uint8Array {
  return utf8Of(`truelane-work/1\n${challenge}\n${answer}`);
}

function leadingZeros(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
