import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { hashText, NETWORK, seedOf } from "../../../test/model/book.ts";
import { base64UrlOf } from "../bytes/base64url.ts";
import { hexOf } from "../bytes/hex.ts";
import { textOfUtf8 } from "../bytes/utf8.ts";
import { expectOk } from "../result.ts";
import { claimantMessage, claimFault, claimMessage, isClaimant, parseSignedClaim, signClaim } from "./claim.ts";
import type { Claim } from "./event.ts";
import { moduleSubject } from "./subject.ts";

const module = moduleSubject(hashText("label"));
const keyOf = (name: string) => hexOf(ed25519.getPublicKey(seedOf(name)));
const claim: Claim = {
  v: 1,
  network: NETWORK,
  module,
  buyerKey: keyOf("buyer"),
  checkpoint: { root: hashText("root"), size: 3 },
  nonce: "ab".repeat(16),
};
const signed = signClaim(claim, seedOf("secret"), seedOf("buyer"));

describe("a claim", () => {
  it("is right by the label's key and the buyer's", () => {
    expect(claimFault(signed, keyOf("secret"))).toBeUndefined();
  });

  it("says whose signature is missing", () => {
    expect(claimFault(signed, keyOf("another"))).toBe("activation");
    expect(claimFault({ ...signed, buyerSignature: signed.activationSignature }, keyOf("secret"))).toBe("buyer");
    const elsewhere = { ...signed, claim: { ...claim, module: moduleSubject(hashText("other")) } };
    expect(claimFault(elsewhere, keyOf("secret"))).toBe("activation");
  });

  it("is signed over its name and its canonical JSON", () => {
    expect(expectOk(textOfUtf8(claimMessage(claim)))).toBe(
      `truelane-claim/1\n{"buyerKey":"${claim.buyerKey}","checkpoint":{"root":"${claim.checkpoint.root}","size":3},"module":"${module}","network":"${NETWORK}","nonce":"${claim.nonce}","v":1}`,
    );
  });

  it("arrives in one form", () => {
    expect(parseSignedClaim(signed)).toEqual({ ok: true, value: signed });
    for (const wrong of [
      null,
      { ...signed, region: "DE" },
      { ...signed, claim: { ...claim, v: 2 } },
      { ...signed, claim: { ...claim, module: "label/x" } },
      { ...signed, claim: { ...claim, checkpoint: { root: claim.checkpoint.root, size: -1 } } },
      { ...signed, activationSignature: "AA" },
    ])
      expect(parseSignedClaim(wrong)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });
});

describe("a claimant", () => {
  const claimant = { v: 1, network: NETWORK, module, buyerKey: keyOf("buyer"), nonce: "cd".repeat(16) } as const;
  const proof = base64UrlOf(ed25519.sign(claimantMessage(claimant), seedOf("buyer")));

  it("proves to hold the buyer's key, for this nonce", () => {
    expect(isClaimant(claimant, proof)).toBe(true);
    expect(isClaimant({ ...claimant, nonce: "ef".repeat(16) }, proof)).toBe(false);
    expect(isClaimant({ ...claimant, buyerKey: keyOf("another") }, proof)).toBe(false);
  });

  it("does not prove it by a copied claim", () => {
    expect(isClaimant({ ...claimant, nonce: claim.nonce }, signed.buyerSignature)).toBe(false);
  });
});
