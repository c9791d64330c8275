/** A member changes its own settings. Asking for fewer release approvers than before takes two of them. */
import type { MemberChanges } from "../../domain/event/event.ts";
import { RELEASE_APPROVER } from "../../domain/event/kinds/lot-released.ts";
import type { MemberState } from "../../domain/event/state.ts";
import { memberSubject } from "../../domain/event/subject.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Desk, SignedBy } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { byPerson, byService, problem, type Verb } from "../verb.ts";

export const changeMember: Verb<"change-member"> = async ({ kind: _, baseUrl, ...settings }, desk) => {
  const { member } = desk.actor;
  const set: MemberChanges = { ...settings, ...(baseUrl !== undefined && { baseUrl: new URL(baseUrl).origin }) };
  if (Object.keys(set).length === 0)
    return problem("nothing-to-change", "Nothing was to be changed. Name at least one setting.");
  const state = await desk.state(memberSubject(member));
  if (state?.is !== "member")
    return { ok: false, error: desk.problemOf({ code: "member-unknown", subject: memberSubject(member) }) };
  const lowers = set.releaseApprovers === 1 && state.profile.releaseApprovers === 2;
  const signedBy = lowers ? await twoApprovers(state, desk) : ok(byService(desk.actor));
  if (!signedBy.ok) return signedBy;
  if (signedBy.value.length === 0) return ok({ waitingForSecondApprover: true });
  const written = await desk.write({ fact: { kind: "member-changed", member, set }, signedBy: signedBy.value });
  return written.ok ? ok({ member }) : written;
};

/** Both who asked for it, once there are two. The approvals are for the profile as it stands: its head is in their name. */
async function twoApprovers(state: MemberState, desk: Desk): Promise<Result<SignedBy[], Problem>> {
  const { actor, deps } = desk;
  if (actor.by !== "person" || !actor.roles.includes(RELEASE_APPROVER))
    return problem("approvers-missing", "Two release approvers must both ask for fewer approvers. You are not one.");
  const what = `lower/${actor.member}/${state.head}`;
  const approvals = await deps.office.approveRelease(actor.member, what, {
    userId: actor.userId,
    email: actor.email,
  });
  const other = approvals.find(({ userId }) => userId !== actor.userId);
  if (!other) return ok([]);
  const second: SignedBy = {
    member: actor.member,
    name: { as: "person", userId: other.userId, roles: [RELEASE_APPROVER] },
  };
  return ok([...byPerson(actor), second]);
}
