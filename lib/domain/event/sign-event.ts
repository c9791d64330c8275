/** ECDSA P-256 as events carry it: r ‖ s, 64 bytes, low S, deterministic (RFC 6979; bytes.md section 2). */
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesOfBase64Url } from "../bytes/base64url.ts";
import { hexOf } from "../bytes/hex.ts";
import { expectOk } from "../result.ts";
import type { Base64Url, EventSignature, Hash } from "./event.ts";
import { byCodeUnits } from "./order.ts";

/** @param message `eventMessage(body)` or another signed message; it is hashed here, once */
export function signatureOver(message: Uint8Array, privateKey: Uint8Array): Uint8Array {
  return p256.sign(message, privateKey, { lowS: true, prehash: true });
}

/** By SHA-256 of the certificates, the one order in which signatures are carried. */
export function sortSignatures(signatures: readonly EventSignature[]): EventSignature[] {
  return signatures
    .map((signature) => ({ signature, key: fingerprintOf(signature.certificate) }))
    .sort((a, b) => byCodeUnits(a.key, b.key))
    .map(({ signature }) => signature);
}

/** SHA-256 of the certificate's DER. @throws for text that is not base64url */
function fingerprintOf(certificate: Base64Url): Hash {
  return hexOf(sha256(expectOk(bytesOfBase64Url(certificate))));
}
