/** What a browser sends: a claim that both keys signed, or later the buyer's proof to be the same one; with work where it was asked for. */
import { z } from "zod";
import type { Claimant } from "../domain/event/claim.ts";
import type { SignedClaim } from "../domain/event/event.ts";
import type { Work } from "../domain/verify/proof-of-work.ts";
import { signedClaim } from "./commands.ts";

export type ClaimRequest =
  | { readonly is: "claim"; readonly signed: SignedClaim }
  | { readonly is: "claimant"; readonly claimant: Claimant; readonly signature: string };

const work = z.strictObject({ challenge: z.string().max(64), answer: z.int().min(0) }).optional();
const { v, network, module, buyerKey, nonce } = signedClaim.shape.claim.shape;
const claimBody = z.strictObject({ ...signedClaim.shape, work });
const claimantBody = z.strictObject({
  claimant: z.strictObject({ v, network, module, buyerKey, nonce }),
  signature: signedClaim.shape.buyerSignature,
  work,
});

/** Larger than any such request. */
export const CLAIM_BYTES = 4_096;

/** Nothing for what is neither. */
export function parseClaimRequest(text: string): (ClaimRequest & { readonly work?: Work }) | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const claim = claimBody.safeParse(json);
  if (claim.success) {
    const { work: done, ...signed } = claim.data;
    return { is: "claim", signed, ...(done && { work: done }) };
  }
  const proof = claimantBody.safeParse(json);
  if (!proof.success) return undefined;
  const { claimant, signature, work: done } = proof.data;
  return { is: "claimant", claimant, signature, ...(done && { work: done }) };
}
