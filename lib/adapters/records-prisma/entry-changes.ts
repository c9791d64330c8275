/** The rows that every entry makes, whatever its kind: itself, who may read it, what it is about, the states after it. */
import { canonicalJson, type Json } from "../../domain/event/canonical-json.ts";
import type { EventKind, MemberId } from "../../domain/event/event.ts";
import { eventHash } from "../../domain/event/event-bytes.ts";
import type { SubjectState } from "../../domain/event/state.ts";
import { makerOf } from "../../domain/event/subject.ts";
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

/** What everybody who scans a module must be able to check, or what the network decided. */
const PUBLIC_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  "network-founded",
  "member-admitted",
  "member-changed",
  "member-suspended",
  "label-key-declared",
  "label-key-revoked",
  "recalled",
  "recall-lifted",
  "reported-stolen",
  "recovered",
]);
/** What befalls one module is also its maker's business, and that of whoever answers for it. */
const MODULE_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  "label-replaced",
  "labels-voided",
  "activated",
  "scrapped",
  "corrected",
  "returned",
  "inspected",
  "repaired",
  "recoded",
  "installed",
  "removed",
]);

/** Of a trade only its two sides read. */
function readersOf({ committed, next, before }: Judged): Set<MemberId> {
  const { body } = committed.event;
  if (PUBLIC_KINDS.has(body.kind)) return new Set([EVERYBODY]);
  const readers = new Set([body.actor]);
  for (const state of [...next.values(), ...before.values()]) {
    if (state.is === "transfer") readers.add(state.from).add(state.to);
    if (MODULE_KINDS.has(body.kind)) for (const member of concernedBy(state)) readers.add(member);
  }
  return readers;
}

function concernedBy(state: SubjectState): MemberId[] {
  if (state.is !== "module" && state.is !== "label") return [];
  const maker = makerOf(state.lot) ?? [];
  if (state.is === "label" || state.custody.at === "inside") return [maker].flat();
  return [maker, state.custody.at === "sold" ? state.custody.seller : state.custody.holder].flat();
}
