/** Label keys at work: each label that a maker signs is counted against the quota of its key. */
import { ok, type Result } from "../result.ts";
import type { LedgerEvent, Subject } from "./event.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import type { KeyState, States, TransactionContext } from "./state.ts";

/** The actor's own key, not revoked. */
export function ownKey(subject: Subject, event: LedgerEvent, states: States): Result<KeyState, Refusal> {
  const key = states.get(subject);
  if (key?.is !== "key") return no("label-key-unknown", subject);
  if (key.maker !== event.body.actor) return no("label-key-not-yours", subject);
  return key.revoked ? no("label-key-revoked", subject, key.revoked.at) : ok(key);
}

/** The key with so many labels more. Its validity is judged by the ledger's time, not by what the writer claims. */
export function keyWithIssued(
  subject: Subject,
  count: number,
  event: LedgerEvent,
  states: States,
  tx: TransactionContext,
): Result<KeyState, Refusal> {
  const key = ownKey(subject, event, states);
  if (!key.ok) return key;
  const { notBefore, notAfter, quota, issued } = key.value;
  if (tx.time < notBefore || notAfter < tx.time)
    return no("label-key-not-valid", subject, `${notBefore} to ${notAfter}`);
  if (issued + count > quota) return no("quota-exceeded", subject, `${quota - issued} of ${quota} are left`);
  return ok({ ...key.value, issued: issued + count });
}
