/** Talks with the activation door: only the public key under the covered code and what was signed ever leave the page. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { base64UrlOf } from "../../../lib/domain/bytes/base64url.ts";
import { type Claimant, claimantMessage, signClaim } from "../../../lib/domain/event/claim.ts";
import type { Claim } from "../../../lib/domain/event/event.ts";
import type { ScanAnswer } from "../../../lib/domain/verify/scan-answer.ts";
import { workDone } from "../work-done.ts";
import { type Kept, publicKeyOf, seedOf } from "./buyer-keys.ts";

export type Offer = {
  readonly module: string;
  readonly network: string;
  readonly checkpoint: Claim["checkpoint"];
  readonly nonce: string;
  readonly activatable: boolean;
};
export type Answer = ScanAnswer & {
  readonly status: number;
  readonly offer?: Offer;
  readonly outcome?: string;
  readonly challenge?: string;
  readonly receipt?: { readonly index: number; readonly eventHash: string; readonly time: string };
};

/** How often a claim that is on its way is sent again, and how long the page waits between. */
const SENDS = 45;
const PAUSE_MS = 2_000;

export function offerFor(door: string): Promise<Answer> {
  return ask(door, undefined);
}

/** The same bytes again until the ledger has said yes or no. @param waiting called while it has said nothing */
export async function sendClaim(
  door: string,
  { module, network, checkpoint, nonce }: Offer,
  activationSeed: Uint8Array,
  kept: Kept,
  waiting: (what: "pending" | "working") => void,
): Promise<Answer> {
  const claim: Claim = { v: 1, module, network, checkpoint, nonce, buyerKey: publicKeyOf(kept) };
  const signed = signClaim(claim, activationSeed, seedOf(kept));
  let answer = await paying(door, signed, waiting);
  for (let sends = 1; answer.outcome === "pending" && sends < SENDS; sends++) {
    waiting("pending");
    await pause(PAUSE_MS);
    answer = await paying(door, signed, waiting);
  }
  return answer;
}

/** That the buyer's key of this device is the one of the activation; the number is the resolver's, of this minute. */
export function sendProof(
  door: string,
  { module, network, nonce }: Offer,
  kept: Kept,
  waiting: (what: "working") => void,
): Promise<Answer> {
  const claimant: Claimant = { v: 1, network, module, nonce, buyerKey: publicKeyOf(kept) };
  const signature = base64UrlOf(ed25519.sign(claimantMessage(claimant), seedOf(kept)));
  return paying(door, { claimant, signature }, waiting);
}

/** Does the work where it is asked for, and sends the same again. */
async function paying(door: string, body: object, waiting: (what: "working") => void): Promise<Answer> {
  const answer = await ask(door, body);
  if (answer.challenge === undefined) return answer;
  waiting("working");
  return ask(door, { ...body, work: await workDone(answer.challenge) });
}

async function ask(door: string, body: object | undefined): Promise<Answer> {
  const answer = await fetch(`/A/${door}?lang=${document.documentElement.lang}`, {
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    headers: { accept: "application/json", ...(body && { "content-type": "application/json" }) },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  return { ...((await answer.json()) as Omit<Answer, "status">), status: answer.status };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
