/** Who may release a lot: its maker, with one or two release approvers signing, as the maker has set. */
import { ok } from "../../result.ts";
import type { LotReleased } from "../event.ts";
import { subject as subjectForm } from "../form.ts";
import { unreleasedLot } from "../lots.ts";
import { activeProfile, peopleWithRole } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";

/** The role that a member's own authority writes into a person's certificate. */
export const RELEASE_APPROVER = "release-approver";

export const lotReleased: Rule<LotReleased> = {
  fields: { lot: subjectForm("lot") },
  contents: "none",
  singles: ({ lot }) => [lot],
  reads: () => [],
  step(subject, event, states, tx) {
    const lot = unreleasedLot(subject, event, states);
    if (!lot.ok) return lot;
    const { actor } = event.body;
    const profile = activeProfile(actor, states);
    if (!profile.ok) return profile;
    const { releaseApprovers } = profile.value;
    const approvers = peopleWithRole(actor, RELEASE_APPROVER, tx);
    if (approvers < releaseApprovers)
      return no("approvers-missing", subject, `${approvers} of ${releaseApprovers} release approvers have signed`);
    return ok({ ...lot.value, status: "released" });
  },
};
