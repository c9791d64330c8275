/** The whole rule book over one event: what the ledger accepts, every follower replays (design.md section 2). */
import { ok, type Result, refuse } from "../result.ts";
import type { LedgerEvent, SubjectLink } from "./event.ts";
import { eventHash } from "./event-bytes.ts";
import { misfitOf } from "./fit.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import type { States, SubjectState, TransactionContext } from "./state.ts";
import { stepWithHead } from "./step.ts";
import { networkSubject } from "./subject.ts";

/**
 * Answers with the next states of the changed subjects, and of no others; nothing is changed in place.
 * Signatures are not verified here: `tx.signers` is what `verifySignatures` found.
 * @param states everything that `subjectsOf(event)` names and that had an event; more does no harm
 */
export function apply(states: States, event: LedgerEvent, tx: TransactionContext): Result<States, Refusal> {
  const misfit = networkMisfit(event, states, tx) ?? misfitOf(event);
  if (misfit) return refuse(misfit);
  const links = [...event.body.subjects, ...(event.contents ?? [])];
  const stale = staleLinks(links, states);
  if (stale) return refuse(stale);
  const head = eventHash(event.body);
  const next = new Map<string, SubjectState>();
  for (const { subject } of links) {
    const state = stepWithHead(subject, event, head, states, tx);
    if (!state.ok) return state;
    next.set(subject, state.value);
  }
  return ok(next);
}

/** An event of another network would be a true fact in the wrong book. */
function networkMisfit({ body }: LedgerEvent, states: States, tx: TransactionContext): Refusal | undefined {
  const subject = networkSubject(body.network);
  if (body.kind === "network-founded")
    return tx.network === undefined ? undefined : no("already-founded", networkSubject(tx.network)).error;
  const known = states.has(subject) && (tx.network === undefined || tx.network === body.network);
  return known ? undefined : no("other-network", subject).error;
}

/** Somebody else wrote first: the heads let the writer look again and decide anew. */
function staleLinks(links: readonly SubjectLink[], states: States): Refusal | undefined {
  const heads = links
    .map(({ subject, previous }) => ({ subject, previous, head: states.get(subject)?.head ?? null }))
    .filter(({ previous, head }) => previous !== head);
  const [first] = heads;
  if (!first) return undefined;
  return {
    code: "stale-subject",
    subject: first.subject,
    heads: Object.fromEntries(heads.map(({ subject, head }) => [subject, head])),
  };
}
