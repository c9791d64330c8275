import "server-only";

/** A buyer of the demo uncovers a code and activates, through the same door as everybody; its key is thrown away. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ed25519 } from "@noble/curves/ed25519.js";
import { hexOf } from "../../domain/bytes/hex.ts";
import { signClaim } from "../../domain/event/claim.ts";
import type { Claim } from "../../domain/event/event.ts";
import { activationKeyOf, activationSeedOf, parseSecret } from "../../domain/label/secret.ts";
import { env } from "../env.ts";

const TRIES = 60;

/** Resolves when the ledger has it. A module that is activated already, by an earlier telling of the story, stays so. */
export async function activate(text: string): Promise<void> {
  const secret = parseSecret(text);
  if (!secret.ok) throw new Error("the demo has a covered code that is none");
  const door = `${webAddress()}/A/${activationKeyOf(secret.value)}`;
  const seed = new Uint8Array(randomBytes(32));
  const offered = (await (await fetch(door)).json()) as { offer: Omit<Claim, "v" | "buyerKey">; activation: unknown };
  if (offered.activation) return;
  const { module, network, checkpoint, nonce } = offered.offer;
  const claim: Claim = { v: 1, module, network, checkpoint, nonce, buyerKey: hexOf(ed25519.getPublicKey(seed)) };
  const body = JSON.stringify(signClaim(claim, activationSeedOf(secret.value), seed));
  for (let tries = 0; tries < TRIES; tries++) {
    const { status } = await fetch(door, { method: "POST", body });
    if (status === 201 || status === 200) return;
    if (status !== 202) throw new Error(`the demo's buyer could not activate: ${status}`);
    await sleep(500);
  }
  throw new Error("the demo's buyer got no answer from the ledger");
}

/** The web process on this machine, whatever address labels carry. */
function webAddress(): string {
  const { host, port } = env();
  const here = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${here.includes(":") ? `[${here}]` : here}:${port}`;
}
