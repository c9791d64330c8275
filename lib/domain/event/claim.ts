/** First activation: what label and buyer sign together, and how a buyer proves later to be the same one (bytes.md section 6). */
import { ed25519 } from "@noble/curves/ed25519.js";
import { base64UrlOf, bytesOfBase64Url } from "../bytes/base64url.ts";
import { bytesOfHex } from "../bytes/hex.ts";
import { isEd25519Signature } from "../bytes/strict-ed25519.ts";
import { ok, type Result } from "../result.ts";
import type { Json } from "./canonical-json.ts";
import type { Base64Url, Claim, Hash, Id16, SignedClaim, Subject } from "./event.ts";
import { bytes, type FormsOf, hash, id16, integer, matching, object, oneOf, subject } from "./form.ts";
import { LIMITS } from "./limits.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import { signedMessage } from "./signed-message.ts";

/** What a buyer signs to show that the claim of a known key is its own: copying a public claim proves nothing. */
export type Claimant = {
  readonly v: 1;
  readonly network: Id16;
  readonly module: Subject;
  readonly buyerKey: Hash;
  /** The resolver's, fresh for this answer. */
  readonly nonce: Id16;
};

const CHECKPOINT: FormsOf<Claim["checkpoint"]> = { root: hash, size: integer(0, LIMITS.logSize) };
const CLAIM: FormsOf<Claim> = {
  v: oneOf(1),
  network: id16,
  module: subject("module"),
  buyerKey: hash,
  checkpoint: object(CHECKPOINT),
  nonce: id16,
};
export const SIGNED_CLAIM_FORMS: FormsOf<SignedClaim> = {
  claim: object(CLAIM),
  activationSignature: bytes(64, 64),
  buyerSignature: bytes(64, 64),
};
/** ISO 3166-1 alpha-2, or a subdivision of ISO 3166-2. */
export const regionForm = matching(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, "a country, or a part of one, of ISO 3166");

/** A signed claim as a browser sends it. Whether it is right, `claimFault` says. */
export function parseSignedClaim(json: Json): Result<SignedClaim, Refusal> {
  const complaint = object(SIGNED_CLAIM_FORMS)(json, "claim");
  // The cast is what the form has just found.
  return complaint === undefined ? ok(json as SignedClaim) : no("malformed", undefined, complaint);
}

/** `truelane-claim/1` LF canonicalJson(claim): what both keys sign. */
export function claimMessage(claim: Claim): Uint8Array {
  return signedMessage("claim", claim);
}

/** `truelane-claimant/1` LF canonicalJson(claimant). */
export function claimantMessage(claimant: Claimant): Uint8Array {
  return signedMessage("claimant", claimant);
}

/** @param activationSeed of the covered secret (`activationSeedOf`) @param buyerSeed 32 random bytes that stay in the browser */
export function signClaim(claim: Claim, activationSeed: Uint8Array, buyerSeed: Uint8Array): SignedClaim {
  const message = claimMessage(claim);
  const [activationSignature, buyerSignature] = [activationSeed, buyerSeed].map((seed) =>
    base64UrlOf(ed25519.sign(message, seed)),
  ) as [Base64Url, Base64Url];
  return { claim, activationSignature, buyerSignature };
}

/** Nothing where the claim is right, else which of the two signatures is not. @param activation the module's current key */
export function claimFault(signed: SignedClaim, activation: Hash): "activation" | "buyer" | undefined {
  const message = claimMessage(signed.claim);
  if (!isSignedBy(signed.activationSignature, message, activation)) return "activation";
  return isSignedBy(signed.buyerSignature, message, signed.claim.buyerKey) ? undefined : "buyer";
}

/** Whether the owner of `claimant.buyerKey` signed this, for this nonce. */
export function isClaimant(claimant: Claimant, signature: Base64Url): boolean {
  return isSignedBy(signature, claimantMessage(claimant), claimant.buyerKey);
}

function isSignedBy(signature: Base64Url, message: Uint8Array, key: Hash): boolean {
  const [signed, publicKey] = [bytesOfBase64Url(signature), bytesOfHex(key)];
  return signed.ok && publicKey.ok && isEd25519Signature(signed.value, message, publicKey.value);
}
