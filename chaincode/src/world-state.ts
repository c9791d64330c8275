/** The only file that touches the stub. Keys of trust.md section 9; values are canonical JSON. */
import type { Context } from "fabric-contract-api";
import { KeyEndorsementPolicy } from "fabric-shim";
import { textOfUtf8, utf8Of } from "../../lib/domain/bytes/utf8.ts";
import { canonicalBytes, canonicalJson } from "../../lib/domain/event/canonical-json.ts";
import type { LedgerEvent, Subject, Time } from "../../lib/domain/event/event.ts";
import { eventBytes } from "../../lib/domain/event/event-bytes.ts";
import type { States, SubjectState } from "../../lib/domain/event/state.ts";
import { toTime } from "./transaction-time.ts";

/** The one key that says which network this channel keeps. */
const NETWORK_KEY = "network~";

const FAMILY: Readonly<Record<string, string>> = {
  network: "network~",
  member: "member~",
  product: "product~",
  key: "key~",
  lot: "lot~",
  label: "label~",
  module: "custody~",
  container: "custody~",
  transfer: "transfer~",
};

/** The transaction's time and who made it, as the peers agreed on them. */
export function transactionOf(ctx: Context): { readonly time: Time; readonly id: string; readonly creatorMsp: string } {
  const { seconds, nanos } = ctx.stub.getTxTimestamp();
  return {
    time: toTime({ seconds: Number(seconds), nanos }),
    id: ctx.stub.getTxID(),
    creatorMsp: ctx.clientIdentity.getMSPID(),
  };
}

/** Which network this channel keeps, and who founded it. */
export type Founding = { readonly founder: string; readonly network: string };

export async function readFounding(ctx: Context): Promise<Founding | undefined> {
  const text = await readText(ctx, NETWORK_KEY);
  return text === undefined ? undefined : JSON.parse(text);
}

/** The states of the subjects that had an event. One read after the other: the shim serialises them anyway. */
export async function readStates(ctx: Context, subjects: readonly Subject[]): Promise<States> {
  const states = new Map<Subject, SubjectState>();
  for (const subject of subjects) {
    const text = await readText(ctx, stateKey(subject));
    if (text !== undefined) states.set(subject, JSON.parse(text));
  }
  return states;
}

/** The event that this organisation recorded under that id, if any: reading first makes two racing copies collide. */
export function readEvent(ctx: Context, mspId: string, eventId: string): Promise<string | undefined> {
  return readText(ctx, eventKey(mspId, eventId));
}

export async function writeStates(ctx: Context, states: States): Promise<void> {
  for (const [subject, state] of states) await ctx.stub.putState(stateKey(subject), canonicalBytes(state));
}

export async function writeFounding(ctx: Context, founding: Founding): Promise<void> {
  await ctx.stub.putState(NETWORK_KEY, canonicalBytes(founding));
}

/**
 * The event under its own key, and the organisation's key, blindly: never read, so appends of one organisation do not
 * collide; its key-level policy makes that organisation's endorsement necessary for each of them.
 */
export async function writeEvent(ctx: Context, mspId: string, event: LedgerEvent): Promise<void> {
  await ctx.stub.putState(eventKey(mspId, event.body.eventId), eventBytes(event));
  await ctx.stub.putState(actorKey(mspId), utf8Of(event.body.eventId));
}

/** Value and policy in one transaction: a policy on a key without a value is silently nothing. */
export async function admitOrganisation(ctx: Context, mspId: string): Promise<void> {
  const policy = new KeyEndorsementPolicy();
  policy.addOrgs("MEMBER", mspId);
  await ctx.stub.putState(actorKey(mspId), utf8Of("admitted"));
  await ctx.stub.setStateValidationParameter(actorKey(mspId), policy.getPolicy());
}

export function emitRecorded(ctx: Context, receipt: Readonly<Record<string, string>>): void {
  ctx.stub.setEvent("recorded", utf8Of(canonicalJson(receipt)) as Buffer);
}

async function readText(ctx: Context, key: string): Promise<string | undefined> {
  const bytes = await ctx.stub.getState(key);
  if (!bytes || bytes.length === 0) return undefined;
  const text = textOfUtf8(bytes);
  if (!text.ok) throw new Error(`E_STATE ${key} does not hold UTF-8`);
  return text.value;
}

function stateKey(subject: Subject): string {
  const family = FAMILY[subject.slice(0, subject.indexOf("/"))];
  if (!family) throw new Error(`E_STATE no key family for ${subject}`);
  return `${family}${subject}`;
}
const eventKey = (mspId: string, eventId: string) => `event~${mspId}~${eventId}`;
const actorKey = (mspId: string) => `actor~${mspId}`;
