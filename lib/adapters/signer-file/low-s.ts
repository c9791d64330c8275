/** One of the two signatures that ECDSA has for each message: with both allowed, anybody could change a log entry. */

/** Order of P-256 (SEC 2 section 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** r ‖ s with s at most half the order. @param signature 64 bytes */
export function lowS(signature: Uint8Array): Uint8Array {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString("hex")}`);
  if (s <= ORDER / 2n) return new Uint8Array(signature);
  const low = (ORDER - s).toString(16).padStart(64, "0");
  return new Uint8Array([...signature.subarray(0, 32), ...Buffer.from(low, "hex")]);
}
