/** Who may accept a transfer: the member it was offered to, before it expires. What is missing goes back to the giver. */
import { ok, refuse } from "../../result.ts";
import { EXCEPTION_REASONS, type TransferAccepted } from "../event.ts";
import { directParent, exceptedThing, isNested, pathRefusal, withoutChildren } from "../exceptions.ts";
import { id16, isList, isObject, list, object, oneOf, optional, sorted, subject as subjectForm } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { no } from "../no.ts";
import { sortedSet } from "../order.ts";
import type { Rule } from "../rule.ts";
import { transferSubject } from "../subject.ts";
import { held, offeredThing, thingBefore, unfrozen } from "../things.ts";
import { openTransfer } from "../transfers.ts";

const exception = object({
  path: list(subjectForm("module", "container"), LIMITS.pathLength),
  reason: oneOf(...EXCEPTION_REASONS),
});

export const transferAccepted: Rule<TransferAccepted> = {
  fields: {
    transfer: id16,
    except: optional(
      sorted(list(exception, LIMITS.exceptions), (one) => {
        const path = isObject(one) ? (one.path ?? null) : null;
        return isList(path) ? String(path.at(-1)) : "";
      }),
    ),
  },
  contents: "things",
  // An offered thing stands in `contents` already; what is deeper down and changes stands in `subjects`.
  singles: ({ transfer, except = [] }) => [
    transferSubject(transfer),
    ...sortedSet(except.filter(isNested).flatMap(({ path }) => (path.length > 2 ? path.slice(-2) : path.slice(-1)))),
  ],
  named: ({ except = [] }) => except.flatMap(({ path }) => path.slice(0, 1)),
  reads: ({ except = [] }) => sortedSet(except.flatMap(({ path }) => path.slice(1, -2))),
  step(subject, event, states, tx) {
    const { actor, except = [] } = event.body;
    const transfer = openTransfer(event, states);
    if (!transfer.ok) return transfer;
    const { from, to, expiresAt } = transfer.value;
    const own = transferSubject(event.body.transfer);
    if (actor !== to) return no("not-the-receiver", own);
    if (tx.time > expiresAt) return no("transfer-expired", own, expiresAt);
    if (subject === own) return ok({ ...transfer.value, status: "accepted" });

    const excepted = except.find((one) => exceptedThing(one) === subject);
    if (excepted) {
      const refusal = pathRefusal(excepted.path, except, states);
      if (refusal) return refuse(refusal);
      const thing = isNested(excepted)
        ? thingBefore(subject, event, states)
        : offeredThing(subject, event.body.transfer, states);
      return thing.ok ? ok({ ...unfrozen(held(thing.value, from)), disputed: true }) : thing;
    }
    const missing = except.filter((one) => directParent(one) === subject);
    for (const one of missing) {
      const refusal = pathRefusal(one.path.slice(0, -1), except, states);
      if (refusal) return refuse(refusal);
    }
    const inside = missing.some((one) => one.path[0] !== subject);
    const thing = inside ? thingBefore(subject, event, states) : offeredThing(subject, event.body.transfer, states);
    if (!thing.ok) return thing;
    const left = missing.length > 0 ? withoutChildren(subject, thing.value, missing.length) : thing;
    if (!left.ok || inside) return left;
    return ok(unfrozen(held(left.value, to)));
  },
};
