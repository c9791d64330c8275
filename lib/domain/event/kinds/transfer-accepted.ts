/** Who may accept a transfer: the member it was offered to, before it expires. What is missing goes back to the giver. */
import { ok, type Result, refuse } from "../../result.ts";
import {
  EXCEPTION_REASONS,
  type MemberId,
  type Subject,
  type TransferAccepted,
  type TransferException,
} from "../event.ts";
import { directParent, exceptedThing, isNested, pathRefusal, withoutChildren } from "../exceptions.ts";
import { id16, isList, isObject, list, object, oneOf, optional, sorted, subject as subjectForm } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { no } from "../no.ts";
import { sortedSet } from "../order.ts";
import type { Refusal } from "../refusal.ts";
import type { EventOf, NextState, Rule } from "../rule.ts";
import type { States } from "../state.ts";
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
    return excepted ? backTo(from, excepted, event, states) : onTo(to, subject, event, states);
  },
};

/** An excepted thing is the giver's again, out of its container, and somebody must look where it is. */
function backTo(
  giver: MemberId,
  { path }: TransferException,
  event: EventOf<TransferAccepted>,
  states: States,
): Result<NextState, Refusal> {
  const { transfer, except = [] } = event.body;
  const refusal = pathRefusal(path, except, states);
  if (refusal) return refuse(refusal);
  const subject = path.at(-1) ?? "";
  const thing = path.length > 1 ? thingBefore(subject, event, states) : offeredThing(subject, transfer, states);
  return thing.ok ? ok({ ...unfrozen(held(thing.value, giver)), disputed: true }) : thing;
}

/** An offered thing is the receiver's, less what is missing from it; a container deeper down stays where it is, so lightened. */
function onTo(
  receiver: MemberId,
  subject: Subject,
  event: EventOf<TransferAccepted>,
  states: States,
): Result<NextState, Refusal> {
  const { transfer, except = [] } = event.body;
  const missing = except.filter((one) => directParent(one) === subject);
  for (const { path } of missing) {
    const refusal = pathRefusal(path.slice(0, -1), except, states);
    if (refusal) return refuse(refusal);
  }
  const deeper = missing.some(({ path }) => path[0] !== subject);
  const thing = deeper ? thingBefore(subject, event, states) : offeredThing(subject, transfer, states);
  if (!thing.ok) return thing;
  const left = missing.length > 0 ? withoutChildren(subject, thing.value, missing.length) : thing;
  return left.ok && !deeper ? ok(unfrozen(held(left.value, receiver))) : left;
}
