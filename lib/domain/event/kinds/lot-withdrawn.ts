/** Who may withdraw a lot: its maker, before release, to undo a wrong import. */
import { ok } from "../../result.ts";
import type { LotWithdrawn } from "../event.ts";
import { subject as subjectForm, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { unreleasedLot } from "../lots.ts";
import type { Rule } from "../rule.ts";

export const lotWithdrawn: Rule<LotWithdrawn> = {
  fields: { lot: subjectForm("lot"), reason: text(LIMITS.text.reason) },
  contents: "none",
  singles: ({ lot }) => [lot],
  reads: () => [],
  step(subject, event, states) {
    const lot = unreleasedLot(subject, event, states);
    return lot.ok ? ok({ ...lot.value, status: "withdrawn" }) : lot;
  },
};
