/**
 * Authenticated encryption of a stream in chunks (the STREAM construction of Hoang, Reyhanitabar, Rogaway, Vizár 2015):
 * each chunk's nonce carries its number and whether it is the last, so that nobody cuts, swaps or repeats chunks unnoticed.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

const CHUNK = 64 * 1024;
const TAG = 16;
export const SALT = 32;

/** A key of this file alone: a counter may start at 0 under it. */
export function fileKey(master: Uint8Array, salt: Uint8Array, name: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", master, salt, `truelane-print-pack/1\n${name}`, 32));
}

export async function* sealed(key: Uint8Array, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let number = 0;
  let kept = Buffer.alloc(0);
  for await (const piece of plain) {
    kept = Buffer.concat([kept, piece]);
    // One byte stays back: only the end of the stream makes a last chunk.
    while (kept.length > CHUNK) {
      yield sealChunk(key, number++, false, kept.subarray(0, CHUNK));
      kept = kept.subarray(CHUNK);
    }
  }
  yield sealChunk(key, number, true, kept);
}

/** @throws Error when a byte was changed, or the file was cut or belongs to another lot. */
export async function* unsealed(key: Uint8Array, sealedBytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let number = 0;
  let kept = Buffer.alloc(0);
  for await (const piece of sealedBytes) {
    kept = Buffer.concat([kept, piece]);
    while (kept.length > CHUNK + TAG) {
      yield openChunk(key, number++, false, kept.subarray(0, CHUNK + TAG));
      kept = kept.subarray(CHUNK + TAG);
    }
  }
  yield openChunk(key, number, true, kept);
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function sealChunk(key: Uint8Array, number: number, last: boolean, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(number, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Uint8Array, number: number, last: boolean, given: Uint8Array): Uint8Array {
  if (given.length < TAG) throw new Error("the print pack is cut");
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(number, last));
  decipher.setAuthTag(given.subarray(given.length - TAG));
  try {
    return Buffer.concat([decipher.update(given.subarray(0, given.length - TAG)), decipher.final()]);
  } catch (cause) {
    throw new Error("the print pack was changed, or is another lot's", { cause });
  }
}
