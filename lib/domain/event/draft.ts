/** The one way to write an event: whoever has something to say names it, and this fills in what links it to the past. */
import { fieldHash } from "./birth.ts";
import { contentsRoot } from "./contents.ts";
import type { Birth, EventBody, Hash, Id16, LedgerEvent, MemberId, Opening, Subject, Time } from "./event.ts";
import { byCodeUnits, sortedSet } from "./order.ts";
import type { Fact } from "./rule.ts";
import { ruleOf } from "./rules.ts";

export type Draft = {
  readonly network: Id16;
  readonly actor: MemberId;
  /** The writer's claim; order is the position in the ledger. */
  readonly at: Time;
  readonly eventId: Id16;
  readonly fact: Fact;
  /** The things it is about, in any order. */
  readonly contents?: readonly Subject[];
  /** One for each module and each listed label that had no event of its own yet (`unbornOf`). */
  readonly births?: readonly Birth[];
  /** Values to seal: the path of each is its name. Only hashes go into the event; to show one is the writer's choice. */
  readonly seal?: readonly Opening[];
  /** The newest event of each subject, as the ledger knows it; a subject that is absent has had none. */
  readonly heads: ReadonlyMap<Subject, Hash | null>;
};

/** An event that lacks only its signatures: everything is sorted, linked and counted. */
export function draftEvent(draft: Draft): LedgerEvent {
  const { network, actor, at, eventId, heads } = draft;
  const fact = inOrder(draft.fact);
  const linksOf = (subjects: Iterable<Subject>) =>
    sortedSet(subjects).map((subject) => ({ subject, previous: heads.get(subject) ?? null }));
  const contents = draft.contents && linksOf(draft.contents);
  const births = draft.births && [...draft.births].sort((a, b) => byCodeUnits(a.lot, b.lot) || a.index - b.index);
  const body = {
    ...fact,
    v: 1,
    network,
    actor,
    at,
    eventId,
    subjects: linksOf(ruleOf(fact.kind).singles(fact, { network, actor })),
    ...(contents && { contents: { count: contents.length, root: contentsRoot(contents) } }),
    ...(draft.seal?.length && { sealed: Object.fromEntries(draft.seal.map((one) => [one.path, fieldHash(one)])) }),
  } as EventBody;
  return { body, signatures: [], ...(contents && { contents }), ...(births?.length && { births }) };
}

/** Lists whose order means nothing have one order, so that the same fact has the same bytes. */
function inOrder(fact: Fact): Fact {
  if ("approvers" in fact && fact.approvers) return { ...fact, approvers: sortedSet(fact.approvers) };
  if (fact.kind === "corrected") return { ...fact, about: sortedSet(fact.about) };
  if (fact.kind !== "transfer-accepted") return fact;
  const { except, ...rest } = fact;
  if (!except?.length) return rest;
  return { ...rest, except: [...except].sort((a, b) => byCodeUnits(a.path.at(-1) ?? "", b.path.at(-1) ?? "")) };
}
