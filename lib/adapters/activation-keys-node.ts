/** Activation keys by the platform's own Ed25519: four times as fast as the domain's, which a lot of 100,000 secrets waits for. */
import { createPrivateKey, createPublicKey } from "node:crypto";
import type { Hash } from "../domain/event/event.ts";
import { activationSeedOf, type Secret } from "../domain/label/secret.ts";

/** PKCS #8 around a raw Ed25519 seed (RFC 8410 section 7). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The same key as the domain's `activationKeyOf`. */
export function nativeActivationKeyOf(secret: Secret): Hash {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, activationSeedOf(secret)]), format: "der", type: "pkcs8" });
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return Buffer.from(x, "base64url").toString("hex");
}
