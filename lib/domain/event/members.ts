/** Questions about members that several rules ask: who acts, in which role, and how many agree. */
import { ok, type Result } from "../result.ts";
import type { EventBody, EventKind, LedgerEvent, MemberId, MemberProfile, MemberRole } from "./event.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import type { EventOf } from "./rule.ts";
import type { States, TransactionContext } from "./state.ts";
import { memberSubject, networkSubject } from "./subject.ts";

/** The profile of an active member; `unknown` is what to answer for anybody else. */
export function activeProfile(
  member: MemberId,
  states: States,
  unknown: "member-unknown" | "receiver-unknown" = "member-unknown",
): Result<MemberProfile, Refusal> {
  const subject = memberSubject(member);
  const state = states.get(subject);
  if (state?.is !== "member") return no(unknown, subject);
  if (!state.active) return no(unknown === "member-unknown" ? "member-not-active" : unknown, subject);
  return ok(state.profile);
}

/** Kinds that the network leaves to members of one role. Screens that offer them to people read it here too. */
export const ROLE_FOR = {
  "product-declared": "maker",
  "lot-registered": "maker",
  "label-key-declared": "maker",
  installed: "operator",
  removed: "operator",
} as const satisfies { readonly [kind in EventKind]?: MemberRole };
type KindOfOneRole = keyof typeof ROLE_FOR;
type OfOneRole = EventOf<Extract<EventBody, { readonly kind: KindOfOneRole }>>;

export function isOfOneRole(kind: EventKind): kind is KindOfOneRole {
  return Object.hasOwn(ROLE_FOR, kind);
}

/** The actor's profile, if the network gave it the role that the event needs. */
export function profileWithRole(event: OfOneRole, states: States): Result<MemberProfile, Refusal> {
  const profile = activeProfile(event.body.actor, states);
  if (!profile.ok) return profile;
  const role = ROLE_FOR[event.body.kind];
  if (profile.value.roles.includes(role)) return profile;
  return no("role-missing", memberSubject(event.body.actor), role);
}

/**
 * How many people of a member that carry the role have signed: each with a key and a name of its own.
 * The adversary is one person with several certificates: renewed ones, or one whose issuer's signature was written another way.
 */
export function peopleWithRole(member: MemberId, role: string, tx: TransactionContext): number {
  const people = tx.signers.filter((signer) => signer.member === member && signer.roles.includes(role));
  const keys = new Set(people.map(({ key }) => key));
  const names = new Set(people.map(({ name }) => name));
  return Math.min(keys.size, names.size);
}

/** More than half of all active members are named as approvers and have signed. */
export function majorityRefusal(
  approvers: readonly MemberId[],
  event: LedgerEvent,
  states: States,
  tx: TransactionContext,
): Refusal | undefined {
  const subject = networkSubject(event.body.network);
  const network = states.get(subject);
  if (network?.is !== "network") return no("other-network", subject).error;
  for (const approver of approvers) {
    if (!network.members.includes(approver)) return no("member-unknown", memberSubject(approver)).error;
    const signed = tx.signers.some((signer) => signer.member === approver);
    if (!signed) return no("signature-missing", memberSubject(approver)).error;
  }
  const needed = Math.floor(network.members.length / 2) + 1;
  if (new Set(approvers).size >= needed) return undefined;
  return no("majority-missing", subject, `${needed} of ${network.members.length} members must sign`).error;
}
