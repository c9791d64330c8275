/** The rows that every entry makes, whatever its kind: itself, who may read it, what it is about, the states after it. */
import { canonicalJson, type Json } from "../../domain/event/canonical-json.ts";
import type { MemberId } from "../../domain/event/event.ts";
import { eventHash } from "../../domain/event/event-bytes.ts";
import { subjectsOf } from "../../domain/event/subjects-of.ts";
import type { Judged } from "../../ports/projection-rows.ts";
import type { RowChanges } from "./row-changes.ts";

/** Stands for all members in `rm_event_reader`. */
export const EVERYBODY = "*";

export function changeEntry(changes: RowChanges, entry: Judged): void {
  const { event, position, time } = entry.committed;
  const { body } = event;
  const { index } = position;
  changes.events.push({
    index,
    eventId: body.eventId,
    eventHash: eventHash(body),
    kind: body.kind,
    actor: body.actor,
    at: body.at,
    time,
    bytes: canonicalJson(event as unknown as Json),
    ruleBroken: entry.ruleBroken ?? null,
  });
  for (const member of readersOf(entry)) changes.readers.push({ member, index });
  const subjects = new Set(subjectsOf(event).changes);
  for (const subject of subjects) {
    changes.subjectEvents.push({ subject, index });
    if (entry.ruleBroken !== undefined) changes.broken.push({ subject, index });
  }
  for (const [subject, state] of entry.next) changes.states.set(subject, { state, index });
}

/** Facts about the network are everybody's; of a trade only its two sides read. */
function readersOf({ committed, next, before }: Judged): Set<MemberId> {
  const { body } = committed.event;
  if (body.kind === "network-founded" || body.kind === "member-admitted" || body.kind === "member-changed")
    return new Set([EVERYBODY]);
  const readers = new Set([body.actor]);
  for (const state of [...next.values(), ...before.values()])
    if (state.is === "transfer") readers.add(state.from).add(state.to);
  return readers;
}
