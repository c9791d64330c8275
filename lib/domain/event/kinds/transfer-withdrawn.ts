/** Who may withdraw a transfer: the giver at any time, and anybody once it has expired, so that nothing stays frozen. */
import { ok } from "../../result.ts";
import type { TransferWithdrawn } from "../event.ts";
import { id16, optional, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { transferSubject } from "../subject.ts";
import { offeredThing, unfrozen } from "../things.ts";
import { openTransfer } from "../transfers.ts";

export const transferWithdrawn: Rule<TransferWithdrawn> = {
  fields: { transfer: id16, reason: optional(text(LIMITS.text.reason)) },
  contents: "things",
  singles: ({ transfer }) => [transferSubject(transfer)],
  reads: () => [],
  step(subject, event, states, tx) {
    const transfer = openTransfer(event, states);
    if (!transfer.ok) return transfer;
    const { from, expiresAt } = transfer.value;
    const own = transferSubject(event.body.transfer);
    if (event.body.actor !== from && tx.time <= expiresAt) return no("not-the-giver", own, `expires at ${expiresAt}`);
    if (subject === own) return ok({ ...transfer.value, status: "withdrawn" });
    const item = offeredThing(subject, event.body.transfer, states);
    return item.ok ? ok(unfrozen(item.value)) : item;
  },
};
