/** Who may decline a transfer: the member it was offered to. Everything stays with the giver. */
import { ok } from "../../result.ts";
import type { TransferDeclined } from "../event.ts";
import { id16, optional, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { transferSubject } from "../subject.ts";
import { offeredThing, unfrozen } from "../things.ts";
import { openTransfer } from "../transfers.ts";

export const transferDeclined: Rule<TransferDeclined> = {
  fields: { transfer: id16, reason: optional(text(LIMITS.text.reason)) },
  contents: "things",
  singles: ({ transfer }) => [transferSubject(transfer)],
  reads: () => [],
  step(subject, event, states) {
    const transfer = openTransfer(event, states);
    if (!transfer.ok) return transfer;
    const own = transferSubject(event.body.transfer);
    if (event.body.actor !== transfer.value.to) return no("not-the-receiver", own);
    if (subject === own) return ok({ ...transfer.value, status: "declined" });
    const item = offeredThing(subject, event.body.transfer, states);
    return item.ok ? ok(unfrozen(item.value)) : item;
  },
};
