/** Who may change a member's profile: the member its own settings, a majority of the members everything else. */
import { ok, refuse } from "../../result.ts";
import type { MemberChanged } from "../event.ts";
import { isObject, list, memberId, object, optional, sorted } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { SETTING_FORMS } from "../member-form.ts";
import { majorityRefusal, peopleWithRole } from "../members.ts";
import { no } from "../no.ts";
import { rootsRefusal } from "../roots.ts";
import type { Rule } from "../rule.ts";
import { memberSubject, networkSubject } from "../subject.ts";
import { RELEASE_APPROVER } from "./lot-released.ts";

const OWN_SETTINGS = ["name", "baseUrl", "contact", "releaseApprovers"];

const settings = object(
  Object.fromEntries(Object.entries(SETTING_FORMS).map(([name, form]) => [name, optional(form)])),
);

export const memberChanged: Rule<MemberChanged> = {
  fields: {
    member: memberId,
    set: (value, where) =>
      isObject(value) && Object.keys(value).length === 0 ? `${where} sets nothing` : settings(value, where),
    approvers: optional(sorted(list(memberId, LIMITS.approvers), String)),
  },
  contents: "none",
  singles: ({ member }) => [memberSubject(member)],
  reads: ({ network, approvers = [] }) => [networkSubject(network), ...approvers.map(memberSubject)],
  step(subject, event, states, tx) {
    const { actor, member, set, approvers } = event.body;
    const state = states.get(subject);
    if (state?.is !== "member") return no("member-unknown", subject);
    const names = Object.keys(set);
    if (actor !== member && names.some((name) => OWN_SETTINGS.includes(name))) return no("settings-not-own", subject);
    // Approvers that nobody counted would stand on the record as if they had agreed.
    const needsMajority = approvers !== undefined || names.some((name) => !OWN_SETTINGS.includes(name));
    const refusal =
      (needsMajority ? majorityRefusal(approvers ?? [], event, states, tx) : undefined) ??
      (set.roots && rootsRefusal(set.roots, subject));
    if (refusal) return refuse(refusal);
    // One stolen approver key must not make itself enough.
    const lowers = set.releaseApprovers === 1 && state.profile.releaseApprovers === 2;
    if (lowers && peopleWithRole(member, RELEASE_APPROVER, tx) < 2)
      return no("approvers-missing", subject, "lowering the number of approvers takes two of them");
    return ok({ ...state, profile: { ...state.profile, ...set } });
  },
};
