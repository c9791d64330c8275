/** Public keys of logs and witnesses as C2SP signed-note writes them: `name+keyId+base64(type ‖ key)`. */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { base64Of, bytesOfBase64 } from "../bytes/base64.ts";
import { hexOf } from "../bytes/hex.ts";
import { utf8Of } from "../bytes/utf8.ts";
import { ok, type Result, refuse } from "../result.ts";

/** A log signs the note itself (0x01), a witness the note with a time (0x04, tlog-cosignature). */
export const KEY_TYPE = { log: 0x01, witness: 0x04 } as const;
export type KeyType = (typeof KEY_TYPE)[keyof typeof KEY_TYPE];

export type VerifierKey = {
  readonly name: string;
  readonly type: KeyType;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 8 lower-case hexadecimal digits. */
  readonly keyId: string;
};
export type KeyError = { readonly code: "malformed"; readonly detail: string };

/** Not empty, without blanks and without `+`, which ends it. */
const NAME = /^[^\s+]+$/u;

/** The first four bytes of `SHA-256(name LF type ‖ key)`, hex. */
export function keyIdOf(name: string, publicKey: Uint8Array, type: KeyType): string {
  return hexOf(sha256(concatBytes(utf8Of(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4));
}

/** @throws RangeError for a name that a note cannot hold, or a key that is not 32 bytes */
export function verifierKeyText(name: string, publicKey: Uint8Array, type: KeyType): string {
  if (!isKeyName(name) || publicKey.length !== 32) throw new RangeError(`no verifier key for the name ${name}`);
  return `${name}+${keyIdOf(name, publicKey, type)}+${base64Of(concatBytes(Uint8Array.of(type), publicKey))}`;
}

export function parseVerifierKey(text: string): Result<VerifierKey, KeyError> {
  const [, name = "", keyId = "", encoded = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const bytes = bytesOfBase64(encoded);
  if (!bytes.ok || bytes.value.length !== 33) return malformed("a verifier key is name+keyId+base64 of 33 bytes");
  const type = bytes.value[0];
  if (type !== KEY_TYPE.log && type !== KEY_TYPE.witness) return malformed(`unknown type of key ${type}`);
  const publicKey = bytes.value.subarray(1);
  if (keyIdOf(name, publicKey, type) !== keyId) return malformed("the key id is not that of the key");
  return ok({ name, type, publicKey, keyId });
}

export function isKeyName(name: string): boolean {
  return NAME.test(name);
}

function malformed(detail: string) {
  return refuse<KeyError>({ code: "malformed", detail });
}
