/** Who may suspend a member: more than half of all active members, and its own signature does not count. */
import { ok, refuse } from "../../result.ts";
import type { MemberSuspended } from "../event.ts";
import { list, memberId, sorted, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { activeProfile, majorityRefusal } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { memberSubject, networkSubject } from "../subject.ts";

export const memberSuspended: Rule<MemberSuspended> = {
  fields: {
    member: memberId,
    reason: text(LIMITS.text.reason),
    approvers: sorted(list(memberId, LIMITS.approvers), String),
  },
  contents: "none",
  singles: ({ member }, { network }) => [networkSubject(network), memberSubject(member)],
  reads: ({ approvers }) => approvers.map(memberSubject),
  step(subject, event, states, tx) {
    const { member, approvers, network: id } = event.body;
    const own = memberSubject(member);
    const profile = activeProfile(member, states);
    if (!profile.ok) return profile;
    if (approvers.includes(member)) return no("majority-missing", own, "a member does not vote on itself");
    const refusal = majorityRefusal(approvers, event, states, tx);
    if (refusal) return refuse(refusal);
    if (subject === own) return ok({ is: "member", profile: profile.value, active: false });
    const network = states.get(networkSubject(id));
    if (network?.is !== "network") return no("other-network", subject);
    return ok({ ...network, members: network.members.filter((one) => one !== member) });
  },
};
