/** Events as lines of a history. */
import type { EventBody, EventKind, Hash, LedgerEvent, MemberId, Subject, Time } from "../../domain/event/event.ts";
import { refusalCodeOf } from "../../domain/event/refusal-sentence.ts";
import type { EventFacts, NamedThings } from "../../domain/verify/event-facts.ts";
import type { EventRow } from "../../usecases/queries.ts";
import type { Queryable } from "../in-transaction.ts";
import { CORRECTS_SOMETHING } from "./corrections-on-record.ts";
import { inNaturalOrder } from "./natural-order.ts";
import { memberNames, type ThingName, thingNames } from "./thing-names.ts";

export type EventSql = {
  readonly index: string;
  readonly kind: EventKind;
  readonly actor: MemberId;
  readonly actor_name: string | null;
  readonly at: Time;
  readonly time: Time;
  readonly event_id: string;
  readonly event_hash: Hash;
  readonly bytes: string;
  readonly rule_broken: string | null;
};

export const EVENT_COLUMNS = `e.log_index AS index, e.kind, e.actor, a.name AS actor_name, e.at, e.time, e.event_id, e.event_hash, e.bytes, e.rule_broken`;
export const JOIN_ACTOR = "LEFT JOIN rm_member a ON a.id = e.actor";

/** A lot's events as the history of one of its modules: a recall of other modules, and its end, are none of it. */
export function withoutOthersRecalls(rows: readonly EventSql[], leaf: number): EventSql[] {
  const others = new Set<string>();
  return rows.filter(({ kind, bytes }) => {
    if (kind !== "recalled" && kind !== "recall-lifted") return true;
    const { body } = JSON.parse(bytes) as LedgerEvent;
    if (body.kind === "recalled" && body.leaves && !body.leaves.some(([from, to]) => from <= leaf && leaf < to))
      others.add(body.recall);
    return !("recall" in body) || !others.has(body.recall);
  });
}

/** Rows as lines of a history, in their order; what they speak of goes by the names that people use. */
export async function showEvents(db: Queryable, rows: readonly EventSql[]): Promise<EventRow[]> {
  const events = rows.map(({ bytes }) => JSON.parse(bytes) as LedgerEvent);
  const bodies = events.map(({ body }) => body);
  const names: Names = {
    things: await thingNames(db, events.flatMap(namedThings)),
    members: await memberNames(db, [...new Set(bodies.flatMap(mentionedMembers))]),
    entries: await entriesOf(
      db,
      bodies.flatMap((body) => (body.kind === "corrected" ? [body.corrects] : [])),
    ),
  };
  return rows.map((row, at) => showEvent(row, events[at]!, names));
}

type Names = {
  readonly things: ReadonlyMap<Subject, ThingName>;
  readonly members: ReadonlyMap<MemberId, string>;
  /** Positions by event hash. */
  readonly entries: ReadonlyMap<Hash, number>;
};

function showEvent(row: EventSql, event: LedgerEvent, names: Names): EventRow {
  const subjects = [...event.body.subjects, ...(event.contents ?? [])].map(({ subject }) => subject);
  return {
    index: Number(row.index),
    kind: row.kind,
    actor: row.actor,
    actorName: row.actor_name ?? row.actor,
    at: row.at,
    time: row.time,
    eventId: row.event_id,
    eventHash: row.event_hash,
    subjects,
    facts: factsOf(row, event, names),
  };
}

function factsOf({ rule_broken }: EventSql, event: LedgerEvent, { things, members, entries }: Names): EventFacts {
  const { body, contents = [] } = event;
  const subjects = contents.map(({ subject }) => subject);
  const isCarton = (subject: Subject) => subject.startsWith("container/");
  const named = new Map(namedThings(event).map((subject) => [subject, things.get(subject)?.name] as const));
  return {
    body,
    cartons: namesOf(subjects.filter(isCarton), named),
    modules: namesOf(
      subjects.filter((subject) => !isCarton(subject)),
      named,
    ),
    members,
    correctedEntry: body.kind === "corrected" ? (entries.get(body.corrects) ?? null) : null,
    broken: rule_broken === null ? null : { code: refusalCodeOf(rule_broken), sentence: rule_broken },
  };
}

/** All names, or none: a module whose record is not kept here has no name. */
function namesOf(subjects: readonly Subject[], named: ReadonlyMap<Subject, string | undefined>): NamedThings {
  const known = subjects.flatMap((subject) => named.get(subject) ?? []);
  const names = known.length < subjects.length ? [] : inNaturalOrder(known, (name) => name);
  return { count: subjects.length, names };
}

/** @returns each subject's events, oldest first */
export async function eventsAbout(db: Queryable, subjects: readonly Subject[]): Promise<EventSql[]> {
  const { rows } = await db.query<EventSql>({
    name: "rm-events-about",
    text: `SELECT DISTINCT ${EVENT_COLUMNS} FROM rm_subject_event s JOIN rm_event e ON e.log_index = s.log_index ${JOIN_ACTOR}
           WHERE s.subject = ANY($1) AND ${CORRECTS_SOMETHING} ORDER BY index`,
    values: [subjects],
  });
  return rows;
}

/** The thing's own events, and those of its containers while it was in them, oldest first. */
export async function eventsAlongTheWay(db: Queryable, thing: Subject): Promise<EventSql[]> {
  const { rows } = await db.query<EventSql>({
    name: "rm-events-along",
    text: `WITH RECURSIVE chain (subject, since, until) AS (
             SELECT $1::text COLLATE "C", -1::bigint, 9223372036854775807
             UNION ALL
             SELECT p.container, greatest(c.since, p.from_index), least(c.until, coalesce(p.to_index, 9223372036854775807))
             FROM chain c JOIN rm_packing p ON p.item = c.subject
               AND p.from_index < c.until AND coalesce(p.to_index, 9223372036854775807) > c.since)
           SELECT DISTINCT ${EVENT_COLUMNS} FROM chain c
             JOIN rm_subject_event s ON s.subject = c.subject AND s.log_index >= c.since AND s.log_index <= c.until
             JOIN rm_event e ON e.log_index = s.log_index ${JOIN_ACTOR}
           WHERE ${CORRECTS_SOMETHING} AND (c.subject = $1 OR NOT (e.kind IN ('packed', 'unpacked') AND NOT EXISTS
             (SELECT FROM rm_subject_event own WHERE own.subject = $1 AND own.log_index = e.log_index)))
           ORDER BY index`,
    values: [thing],
  });
  return rows;
}

/** More than these are counted. */
const NAMED = 3;
/** Everybody may read that a module is recalled or stolen, and only those whose business it is its serial number. */
const NAMES_NOTHING: readonly EventKind[] = ["recalled", "recall-lifted", "reported-stolen", "recovered"];

function namedThings({ body, contents = [] }: LedgerEvent): Subject[] {
  if (contents.length > NAMED || NAMES_NOTHING.includes(body.kind)) return [];
  return contents.map(({ subject }) => subject);
}

function mentionedMembers(body: EventBody): MemberId[] {
  if (body.kind === "transfer-offered") return [body.to];
  if (body.kind === "recall-lifted") return [body.approver];
  return body.kind === "member-changed" || body.kind === "member-suspended" ? [body.member] : [];
}

async function entriesOf(db: Queryable, hashes: readonly Hash[]): Promise<Map<Hash, number>> {
  if (hashes.length === 0) return new Map();
  const { rows } = await db.query<{ event_hash: Hash; index: string }>({
    name: "rm-entries-of",
    text: "SELECT event_hash, min(log_index) AS index FROM rm_event WHERE event_hash = ANY($1) GROUP BY event_hash",
    values: [hashes],
  });
  return new Map(rows.map(({ event_hash, index }) => [event_hash, Number(index)]));
}
