/**
 * Ed25519 as every verifier must agree on it (RFC 8032, bytes.md section 5): canonical A and R, A of no small order, S < L, and
 * the equation without the cofactor. The library checks the equation times eight, which takes signatures that others refuse.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";

const { Point } = ed25519;

/** Never throws: whatever the bytes are, they are a right signature or they are not. */
export function isEd25519Signature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const key = pointOf(publicKey);
  if (!key || key.isSmallOrder() || signature.length !== 64) return false;
  const [encodedR, encodedS] = [signature.subarray(0, 32), signature.subarray(32)];
  const r = pointOf(encodedR);
  const s = littleEndian(encodedS);
  if (!r || s >= Point.Fn.ORDER) return false;
  const challenge = Point.Fn.create(littleEndian(sha512(concatBytes(encodedR, publicKey, message))));
  return Point.BASE.multiplyUnsafe(s).equals(r.add(key.multiplyUnsafe(challenge)));
}

/** A key under which a signature can be right: the canonical bytes of a point that is not of small order. */
export function isEd25519Key(publicKey: Uint8Array): boolean {
  return pointOf(publicKey)?.isSmallOrder() === false;
}

function pointOf(bytes: Uint8Array) {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return undefined;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
