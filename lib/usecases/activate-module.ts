/**
 * First activation, and the same buyer's return (bytes.md section 6, trust.md section 6). The claim is signed in the browser; here
 * it is checked, carried to the ledger, and answered only with what the ledger says. Whatever cannot be checked is refused.
 */
import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/event/canonical-json.ts";
import { claimFault, isClaimant } from "../domain/event/claim.ts";
import type { Hash, SignedClaim, Subject } from "../domain/event/event.ts";
import { makerOf } from "../domain/event/subject.ts";
import type { Work } from "../domain/verify/proof-of-work.ts";
import type { KnownLabel } from "../domain/verify/scan-facts.ts";
import { concludeScan } from "../domain/verify/verdict.ts";
import type { LabelOnRecord, RecordHead, ScanRecords } from "../ports/scan-records.ts";
import type { ActivationLimits } from "./activation-limits.ts";
import type { ClaimRequest } from "./activation-request.ts";
import { type Actor, CARRIES_CLAIMS } from "./actor.ts";
import type { Command } from "./commands.ts";
import type { FreshNumbers } from "./fresh-numbers.ts";
import { factsOf, type LookUpDeps } from "./look-up-label.ts";
import type { Operation, RecordedEvent } from "./operation.ts";
import type { RecentBuyers } from "./recent-buyers.ts";
import { OUTBOX_FULL } from "./submit-command.ts";

export type ActivateDeps = Pick<LookUpDeps, "records" | "birthCheck" | "clock" | "confirmedCase" | "fault"> & {
  readonly submit: (actor: Actor, command: Command, options: { idempotencyKey: string }) => Promise<Operation>;
  readonly numbers: FreshNumbers;
  readonly activationLimits: ActivationLimits;
  readonly recentBuyers: RecentBuyers;
  /** Whether the ledger answers: nothing is activated while it does not. */
  readonly ledgerAnswers: () => Promise<boolean>;
};

/** What became of a claim. `recorded` and `yours` are the only good ones. */
export type ClaimOutcome =
  | "recorded"
  | "yours"
  | "pending"
  | "already-activated"
  | "claim-invalid"
  | "not-activatable"
  | "refused"
  | "work-due"
  | "ledger-silent";

export type Claimed = {
  readonly outcome: ClaimOutcome;
  readonly facts: KnownLabel;
  readonly head: RecordHead;
  readonly receipt?: RecordedEvent;
  readonly challenge?: string;
};

type Found = Awaited<ReturnType<ScanRecords["label"]>> & { readonly found: LabelOnRecord };

/** @param asker a pseudonym of the network that asks @throws when records, limits or journal cannot be reached */
export async function activateModule(
  deps: ActivateDeps,
  { found, head }: Found,
  module: Subject,
  {
    request,
    asker,
    region,
  }: { readonly request: ClaimRequest & { readonly work?: Work }; readonly asker: string; readonly region?: string },
): Promise<Claimed> {
  const facts = await factsOf(deps, found, "unsigned");
  const answered = (outcome: ClaimOutcome, more: Partial<Claimed> = {}): Claimed => ({ outcome, facts, head, ...more });
  if (!(await deps.activationLimits.mayAsk(asker, module, request.work)))
    return answered("work-due", { challenge: deps.activationLimits.challenge(module) });
  const asked = request.is === "claim" ? request.signed.claim : request.claimant;
  if (asked.module !== module || asked.network !== (await deps.records.network())) return answered("claim-invalid");
  const fault = await faultOf(deps, found, module, request);
  if (fault) return answered(fault);
  const activated = found.module?.activated;
  if (activated) {
    const isBuyer = activated.buyerKey === asked.buyerKey && isFresh(deps, asked, asker);
    return isBuyer ? answered("yours", { facts: mine(facts) }) : answered("already-activated");
  }
  if (request.is === "claimant") return answered("claim-invalid");
  // A stop, or records that disagree: whoever activates now would have a receipt for what nobody vouches for.
  if (["V7", "V8"].includes(concludeScan(facts, "en").code)) return answered("refused");
  if (!(await deps.ledgerAnswers())) return answered("ledger-silent");
  const from = { asker, head, ...(region !== undefined && { region }) };
  return carry(deps, found, module, request.signed, from);
}

/** The wrong key of a claim counts against the unit; whoever has the right one is never counted. */
async function faultOf(
  { activationLimits }: ActivateDeps,
  found: LabelOnRecord,
  module: Subject,
  request: ClaimRequest,
): Promise<"claim-invalid" | "not-activatable" | undefined> {
  if (request.is === "claimant") return isClaimant(request.claimant, request.signature) ? undefined : "claim-invalid";
  const key = found.module ? found.module.activation : found.activation;
  if (key === null) return "not-activatable";
  const fault = claimFault(request.signed, key);
  if (fault === "activation") await activationLimits.failed(module);
  return fault && "claim-invalid";
}

/**
 * A claim that is public by now, or an old proof, shows nothing: its number was given out before the activation, or long ago. The
 * browser that has just sent it may ask again.
 */
function isFresh(
  { numbers, recentBuyers }: ActivateDeps,
  { module, buyerKey, nonce }: { module: Subject; buyerKey: Hash; nonce: string },
  asker: string,
): boolean {
  return numbers.isFresh(nonce, claimantAbout(module)) || recentBuyers.isOne(module, buyerKey, asker);
}

/** By the maker where its keys are here, else by whom this installation has: any active member may carry a claim. */
async function carry(
  deps: ActivateDeps,
  found: LabelOnRecord,
  module: Subject,
  signed: SignedClaim,
  { asker, head, region }: { asker: string; head: RecordHead; region?: string },
): Promise<Claimed> {
  const member = await deps.records.carrier(makerOf(found.lot.subject));
  if (member === undefined) throw new Error("no member that may write has its keys here");
  const actor: Actor = { by: "key", member, keyId: "covered code", scopes: [CARRIES_CLAIMS] };
  const command: Command = { kind: "activate", ...signed, ...(region !== undefined && { region }) };
  const idempotencyKey = `claim ${createHash("sha256").update(canonicalJson(command)).digest("hex")}`;
  deps.recentBuyers.note(module, signed.claim.buyerKey, asker);
  const operation = await deps.submit(actor, command, { idempotencyKey });
  const now = await deps.records.label(found.asked.label);
  const facts = await factsOf(deps, now.found ?? found, "unsigned");
  const activated = now.found?.module?.activated;
  const answered = (outcome: ClaimOutcome, more: Partial<Claimed> = {}): Claimed => ({
    outcome,
    facts,
    head: now.found ? now.head : head,
    ...more,
  });
  // Whatever the journal says: only what stands on the ledger is an activation, and the first position wins.
  if (!activated) return answered(unrecorded(operation));
  if (activated.buyerKey !== signed.claim.buyerKey) return answered("already-activated");
  const [receipt] = operation.events;
  return answered("recorded", { facts: mine(facts), ...(receipt && { receipt }) });
}

/** A full outbox says nothing of the claim: the ledger has been away for long, and the same claim may be sent again. */
function unrecorded({ state, problem }: Operation): ClaimOutcome {
  if (state !== "refused") return "pending";
  return problem?.code === OUTBOX_FULL.code ? "ledger-silent" : "refused";
}

function mine(facts: KnownLabel): KnownLabel {
  return facts.activation ? { ...facts, activation: { ...facts.activation, byAsker: true } } : facts;
}

/** What the numbers of later proofs are for; those of first claims are for something else. */
export function claimantAbout(module: Subject): string {
  return `claimant ${module}`;
}
