/** Who may offer: the holder of every offered thing. The offer freezes them until it is answered. */
import { ok } from "../../result.ts";
import type { TransferOffered } from "../event.ts";
import { hash, id16, memberId, time } from "../form.ts";
import { activeProfile } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { memberSubject, transferSubject } from "../subject.ts";
import { freeThing, undisputed } from "../things.ts";

export const transferOffered: Rule<TransferOffered> = {
  fields: { transfer: id16, to: memberId, expiresAt: time, consignment: hash },
  contents: "things",
  singles: ({ transfer }) => [transferSubject(transfer)],
  reads: ({ to }) => [memberSubject(to)],
  step(subject, event, states, tx) {
    const { actor: from, transfer, to, expiresAt, consignment, contents } = event.body;
    const own = transferSubject(transfer);
    if (states.has(own)) return no("transfer-known", own);
    if (to === from) return no("receiver-is-giver", memberSubject(to));
    const receiver = activeProfile(to, states, "receiver-unknown");
    if (!receiver.ok) return receiver;
    if (expiresAt <= tx.time) return no("expiry-in-past", own, expiresAt);
    if (subject === own)
      return ok({ is: "transfer", from, to, count: contents?.count ?? 0, expiresAt, consignment, status: "offered" });
    const item = freeThing(subject, event, states);
    return item.ok ? ok({ ...undisputed(item.value), offer: transfer }) : item;
  },
};
