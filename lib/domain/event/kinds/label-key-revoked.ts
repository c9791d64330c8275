/** Who may revoke a label key: its maker. It counts from its place in the ledger on: labels registered before stay valid. */
import { ok } from "../../result.ts";
import type { LabelKeyRevoked } from "../event.ts";
import { subject as subjectForm, text } from "../form.ts";
import { ownKey } from "../label-keys.ts";
import { LIMITS } from "../limits.ts";
import type { Rule } from "../rule.ts";

export const labelKeyRevoked: Rule<LabelKeyRevoked> = {
  fields: { key: subjectForm("key"), reason: text(LIMITS.text.reason) },
  contents: "none",
  singles: ({ key }) => [key],
  reads: () => [],
  step(subject, event, states, tx) {
    const key = ownKey(subject, event, states);
    return key.ok ? ok({ ...key.value, revoked: { at: tx.time, reason: event.body.reason } }) : key;
  },
};
