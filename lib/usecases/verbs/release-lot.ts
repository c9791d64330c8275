/** Release approvers let a lot go: one or two different people, as the maker has set. */

import type { Subject } from "../../domain/event/event.ts";
import { RELEASE_APPROVER } from "../../domain/event/kinds/lot-released.ts";
import { lotSubject, memberSubject } from "../../domain/event/subject.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Desk, SignedBy } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { problem, type Verb } from "../verb.ts";

export const releaseLot: Verb<"release-lot"> = async ({ lotId, overrideReason }, desk) => {
  const lot = lotSubject(desk.actor.member, lotId);
  const state = await desk.state(lot);
  if (state?.is !== "lot") return problem("lot-unknown", `You have no lot ${lotId}. Check the lot number.`);
  if (state.status !== "registered")
    return problem("lot-not-registered", `Lot ${lotId} is ${state.status} already. Nothing is left to decide.`);
  const gate = await passGate(lot, lotId, overrideReason, desk);
  if (!gate.ok) return gate;
  const signedBy = await approversOf(lot, desk);
  if (!signedBy.ok) return signedBy;
  if (signedBy.value.length === 0) return ok({ lotId, waitingForSecondApprover: true });
  const written = await desk.write({ fact: { kind: "lot-released", lot }, signedBy: signedBy.value });
  return written.ok ? ok({ lotId }) : written;
};

/** A lot with a wrong checksum, a wrong serial number or a blank name leaves the factory only for a reason that somebody typed. */
async function passGate(
  lot: Subject,
  lotId: string,
  reason: string | undefined,
  { actor, deps }: Desk,
): Promise<Result<void, Problem>> {
  const held = await deps.office.gateOf(lot);
  if (held.length === 0) return ok(undefined);
  const rules = held.map(({ rule, count }) => `${rule} (${count})`).join(", ");
  if (reason === undefined)
    return problem(
      "gate-holds",
      `The factory gate holds lot ${lotId}: ${rules}. Give overrideReason to release it all the same, or withdraw the lot and import corrected dumps.`,
      "/overrideReason",
    );
  await deps.office.noteOverride(lot, actor.by === "key" ? `key ${actor.keyId}` : actor.email, reason);
  return ok(undefined);
}

/** Who signs; nobody yet while a second person is needed. */
async function approversOf(lot: Subject, desk: Desk): Promise<Result<SignedBy[], Problem>> {
  const { actor, deps } = desk;
  const member = await desk.state(memberSubject(actor.member));
  const needed = member?.is === "member" ? member.profile.releaseApprovers : 2;
  const signature = (userId: string): SignedBy => ({
    member: actor.member,
    name: { as: "person", userId, roles: [RELEASE_APPROVER] },
  });
  if (actor.by === "key") {
    if (needed === 1) return ok([signature(`key-${actor.keyId}`)]);
    return problem(
      "release-needs-people",
      "Your organisation asks for two release approvers. An API key is neither; two people must release.",
    );
  }
  const approvals = await deps.office.approveRelease(actor.member, lot, { userId: actor.userId, email: actor.email });
  if (needed === 1) return ok([signature(actor.userId)]);
  const other = approvals.find(({ userId }) => userId !== actor.userId);
  return ok(other ? [signature(actor.userId), signature(other.userId)] : []);
}
