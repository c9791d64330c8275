/** Keys that sign labels: as they are declared on the ledger, and the id by which a label names one (bytes.md section 5). */
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { bytesOfBase64Url } from "../bytes/base64url.ts";
import { bytesOfHex, hexOf } from "../bytes/hex.ts";
import { isEd25519Key, isEd25519Signature } from "../bytes/strict-ed25519.ts";

export const LABEL_KEY_ALGORITHMS = ["ed25519", "es256"] as const;
export type LabelKeyAlgorithm = (typeof LABEL_KEY_ALGORITHMS)[number];

/** `publicKey`: for Ed25519 the 32 bytes, hex; for ES256 the SubjectPublicKeyInfo DER of an uncompressed P-256 point, base64url. */
export type LabelKey = { readonly algorithm: LabelKeyAlgorithm; readonly publicKey: string };

/** RFC 8410 section 4 and RFC 5480 section 2: everything before the key itself. */
const SPKI_ED25519 = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);
const SPKI_P256 = "3059301306072a8648ce3d020106082a8648ce3d030107034200";

/** SubjectPublicKeyInfo, DER; nothing where the text is no such key. */
export function spkiOf({ algorithm, publicKey }: LabelKey): Uint8Array | undefined {
  const read = algorithm === "ed25519" ? bytesOfHex(publicKey) : bytesOfBase64Url(publicKey);
  if (!read.ok) return undefined;
  if (algorithm === "ed25519") return isEd25519Key(read.value) ? concatBytes(SPKI_ED25519, read.value) : undefined;
  return isP256Spki(read.value) ? read.value : undefined;
}

/** The first eight bytes of SHA-256 over the SPKI, hex. A hint and no name: two keys may share it. */
export function labelKeyIdOf(key: LabelKey): string | undefined {
  const spki = spkiOf(key);
  return spki && hexOf(sha256(spki).subarray(0, 8));
}

/** Ed25519 strict; ES256 with SHA-256, r ‖ s, low S. Never throws. */
export function isLabelSignature(signature: Uint8Array, message: Uint8Array, key: LabelKey): boolean {
  const spki = spkiOf(key);
  if (!spki || signature.length !== 64) return false;
  if (key.algorithm === "ed25519") return isEd25519Signature(signature, message, spki.subarray(SPKI_ED25519.length));
  try {
    return p256.verify(signature, message, pointOf(spki), { format: "compact", lowS: true, prehash: true });
  } catch {
    return false;
  }
}

function isP256Spki(der: Uint8Array): boolean {
  if (der.length !== 91 || hexOf(der.subarray(0, 26)) !== SPKI_P256) return false;
  try {
    p256.Point.fromBytes(pointOf(der)).assertValidity();
    return true;
  } catch {
    return false;
  }
}

/** 0x04 ‖ x ‖ y. */
function pointOf(spki: Uint8Array): Uint8Array {
  return spki.subarray(26);
}
