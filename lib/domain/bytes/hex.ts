/** Lower-case hexadecimal, and nothing that merely looks like it (bytes.md section 0). */
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { ok, type Result, refuse } from "../result.ts";

const PAIRS = /^(?:[0-9a-f]{2})*$/;

export function hexOf(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** Upper case, prefixes and odd lengths are refused, not converted. */
export function bytesOfHex(text: string): Result<Uint8Array, "malformed"> {
  return PAIRS.test(text) ? ok(hexToBytes(text)) : refuse("malformed");
}
