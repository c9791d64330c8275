/** Who may admit a member, or take a suspended one back: a majority of the active members, each with its own signature. */
import { ok, refuse } from "../../result.ts";
import type { MemberAdmitted } from "../event.ts";
import { list, memberId, sorted } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { profileForm } from "../member-form.ts";
import { majorityRefusal } from "../members.ts";
import { no } from "../no.ts";
import { sortedSet } from "../order.ts";
import { rootsRefusal } from "../roots.ts";
import type { Rule } from "../rule.ts";
import { memberSubject, networkSubject } from "../subject.ts";

export const memberAdmitted: Rule<MemberAdmitted> = {
  fields: { admitted: profileForm, approvers: sorted(list(memberId, LIMITS.approvers), String) },
  contents: "none",
  singles: ({ admitted }, { network }) => [networkSubject(network), memberSubject(admitted.member)],
  reads: ({ approvers }) => approvers.map(memberSubject),
  step(subject, event, states, tx) {
    const { admitted, approvers, network: id } = event.body;
    const member = memberSubject(admitted.member);
    const before = states.get(member);
    if (before?.is === "member" && before.active) return no("already-admitted", member);
    const refusal = majorityRefusal(approvers, event, states, tx) ?? rootsRefusal(admitted.roots, member);
    if (refusal) return refuse(refusal);
    if (subject === member) return ok({ is: "member", profile: admitted, active: true });
    const network = states.get(networkSubject(id));
    if (network?.is !== "network") return no("other-network", subject);
    return ok({ ...network, members: sortedSet([...network.members, admitted.member]) });
  },
};
