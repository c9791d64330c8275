/** What an event changes and what its rule only reads, from the event alone (design.md section 2). */
import type { LedgerEvent, Subject } from "./event.ts";
import { sortedSet } from "./order.ts";
import { ruleOf } from "./rules.ts";
import { memberSubject, networkSubject } from "./subject.ts";

/**
 * `changes`: the subjects whose state the event makes anew, those in `contents` included. `reads`: what must be loaded
 * besides, without what is changed: the network, the actor, the lots of births, and what the kind of event names.
 */
export function subjectsOf(event: LedgerEvent): { changes: Subject[]; reads: Subject[] } {
  const { body, contents = [], births = [] } = event;
  const rule = ruleOf(body.kind);
  const changes = sortedSet([...rule.singles(body, body), ...contents.map((link) => link.subject)]);
  const reads = [
    networkSubject(body.network),
    memberSubject(body.actor),
    ...births.map((birth) => birth.lot),
    ...rule.reads(body),
  ];
  const changed = new Set(changes);
  return { changes, reads: sortedSet(reads).filter((subject) => !changed.has(subject)) };
}
