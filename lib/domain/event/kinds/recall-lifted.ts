/** Who may lift a recall: the maker, and a second active member that agrees: what was unsafe is not safe on one word alone. */
import { ok } from "../../result.ts";
import type { RecallLifted } from "../event.ts";
import { id16, memberId, subject as subjectForm, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { activeProfile } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { makerOf, memberSubject } from "../subject.ts";

export const recallLifted: Rule<RecallLifted> = {
  fields: {
    recall: id16,
    target: subjectForm("lot", "module"),
    approver: memberId,
    reason: text(LIMITS.text.reason),
  },
  contents: "none",
  singles: ({ target }) => [target],
  reads: ({ approver }) => [memberSubject(approver)],
  step(subject, event, states, tx) {
    const { actor, approver, recall } = event.body;
    const state = states.get(subject);
    if (state?.is !== "lot" && state?.is !== "module") return no("recall-unknown", subject, recall);
    const lot = state.is === "lot" ? subject : state.lot;
    if (makerOf(lot) !== actor) return no("lot-not-yours", lot);
    if (approver === actor) return no("approver-not-other", memberSubject(approver));
    const profile = activeProfile(approver, states);
    if (!profile.ok) return profile;
    if (!tx.signers.some(({ member }) => member === approver)) return no("signature-missing", memberSubject(approver));
    if (state.is === "lot") {
      const { recalls = [], ...rest } = state;
      const left = recalls.filter((one) => one.recall !== recall);
      if (left.length === recalls.length) return no("recall-unknown", subject, recall);
      return ok({ ...rest, ...(left.length > 0 && { recalls: left }) });
    }
    const { recalls = [], ...rest } = state;
    const left = recalls.filter((one) => one !== recall);
    if (left.length === recalls.length) return no("recall-unknown", subject, recall);
    return ok({ ...rest, ...(left.length > 0 && { recalls: left }) });
  },
};
