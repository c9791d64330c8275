/** The covered text of a label, and the key that it derives: whoever uncovers it can claim, nobody else (bytes.md section 1). */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hexOf } from "../bytes/hex.ts";
import { utf8Of } from "../bytes/utf8.ts";
import type { Hash } from "../event/event.ts";
import { ok, type Result, refuse } from "../result.ts";
import { base32Of, bytesOfBase32, folded } from "./base32.ts";
import type { CodeError } from "./code.ts";

declare const brand: unique symbol;
/** 26 folded characters, 128 bits. */
export type Secret = string & { readonly [brand]: "Secret" };

/** As typed or scanned: blanks and hyphens are there for the eye. */
export function parseSecret(text: string): Result<Secret, CodeError> {
  const secret = folded(text.replace(/[\s-]/g, ""));
  if (secret.length === 26 && bytesOfBase32(secret)) return ok(secret as Secret);
  return refuse({ code: "malformed", detail: "a secret has 26 digits and letters without U and begins with 0 to 7" });
}

export function secretOfBytes(bytes: Uint8Array): Secret {
  if (bytes.length !== 16) throw new RangeError(`a secret is made of 16 random bytes, not ${bytes.length}`);
  return base32Of(bytes, 26) as Secret;
}

/** The Ed25519 seed. */
export function activationSeedOf(secret: Secret): Uint8Array {
  return sha256(utf8Of(`truelane-activation/1\n${secret}`));
}

/** The public half, as births carry it. */
export function activationKeyOf(secret: Secret): Hash {
  return hexOf(ed25519.getPublicKey(activationSeedOf(secret)));
}
