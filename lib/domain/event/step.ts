/** One subject's next state: the rule book as the ledger keeps it and as a stranger replays it (design.md section 2). */
import { ok, type Result } from "../result.ts";
import type { Hash, LedgerEvent, Subject } from "./event.ts";
import { eventHash } from "./event-bytes.ts";
import { activeProfile } from "./members.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import { ruleOf } from "./rules.ts";
import type { States, SubjectState, TransactionContext } from "./state.ts";
import { memberSubject } from "./subject.ts";

/**
 * @param states the subject itself, the event's single subjects and what it reads; siblings in `contents` are not looked at
 * @param tx the ledger's time and the signatures that were found right
 */
export function step(
  subject: Subject,
  event: LedgerEvent,
  states: States,
  tx: TransactionContext,
): Result<SubjectState, Refusal> {
  return stepWithHead(subject, event, eventHash(event.body), states, tx);
}

/** As `step`, for who has the event's hash at hand. */
export function stepWithHead(
  subject: Subject,
  event: LedgerEvent,
  head: Hash,
  states: States,
  tx: TransactionContext,
): Result<SubjectState, Refusal> {
  const refusal = actorRefusal(event, states, tx);
  if (refusal) return { ok: false, error: refusal };
  const next = ruleOf(event.body.kind).step(subject, event, states, tx);
  return next.ok ? ok({ ...next.value, head }) : next;
}

/** Whoever acts has signed, and is an active member; only the founder is not one yet. */
function actorRefusal({ body }: LedgerEvent, states: States, tx: TransactionContext): Refusal | undefined {
  if (!tx.signers.some((signer) => signer.member === body.actor))
    return no("signature-missing", memberSubject(body.actor)).error;
  if (body.kind === "network-founded") return undefined;
  const profile = activeProfile(body.actor, states);
  return profile.ok ? undefined : profile.error;
}
