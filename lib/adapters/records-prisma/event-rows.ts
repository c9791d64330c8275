/** Events as lines of a history. */
import type { EventBody, EventKind, Hash, LedgerEvent, MemberId, Subject, Time } from "../../domain/event/event.ts";
import { parseSubject } from "../../domain/event/subject.ts";
import type { EventRow } from "../../usecases/queries.ts";
import type { Queryable } from "../in-transaction.ts";
import { CORRECTS_SOMETHING } from "./corrections-on-record.ts";
import { inNaturalOrder } from "./natural-order.ts";
import { memberNames, thingNames } from "./thing-names.ts";

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
  const things = await thingNames(db, events.flatMap(namedThings));
  const members = await memberNames(db, [...new Set(events.flatMap(({ body }) => mentionedMembers(body)))]);
  const names: Names = {
    thing: (subject) => things.get(subject)?.name,
    member: (id) => members.get(id) ?? id,
  };
  return rows.map((row, at) => showEvent(row, events[at]!, names));
}

type Names = {
  /** `undefined`: its record is not kept here. */
  thing(subject: Subject): string | undefined;
  member(id: MemberId): string;
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
    summary:
      row.rule_broken === null ? summaryOf(event, names) : `Changed nothing: it breaks the rules. ${row.rule_broken}`,
  };
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

/** "carton 095…", "modules MUP0WB1 and MUP0WB2", "2 cartons and 40 modules" */
function thingsText(event: LedgerEvent, names: Names): string {
  const named = new Set(namedThings(event));
  const subjects = (event.contents ?? []).map(({ subject }) => subject);
  const cartons = subjects.filter((subject) => subject.startsWith("container/"));
  const modules = subjects.filter((subject) => !subject.startsWith("container/"));
  const said = (kind: string, of: readonly Subject[]) => {
    const kinds = of.length === 1 ? kind : `${kind}s`;
    const known = of.flatMap((subject) => (named.has(subject) ? (names.thing(subject) ?? []) : []));
    if (known.length < of.length) return `${of.length} ${kinds}`;
    const sorted = inNaturalOrder(known, (name) => name);
    return `${kinds} ${[sorted.slice(0, -1).join(", "), sorted.at(-1)].filter(Boolean).join(" and ")}`;
  };
  return [cartons.length > 0 ? said("carton", cartons) : [], modules.length > 0 ? said("module", modules) : []]
    .flat()
    .join(" and ");
}

function summaryOf(event: LedgerEvent, names: Names): string {
  const { body, contents = [] } = event;
  const things = thingsText(event, names);
  switch (body.kind) {
    case "network-founded":
      return `Founded the network ${body.name}`;
    case "member-admitted":
      return `Admitted ${body.admitted.name}`;
    case "member-changed":
      return `Changed ${Object.keys(body.set).join(", ")} of ${names.member(body.member)}`;
    case "member-suspended":
      return `Suspended ${names.member(body.member)}: ${body.reason}`;
    case "label-key-declared":
      return `Declared an ${body.algorithm} label key for ${body.quota.toLocaleString("en-US")} labels`;
    case "label-key-revoked":
      return `Revoked ${nameOf(body.key)}: ${body.reason}`;
    case "product-declared":
      return `Declared ${body.partNumber}${body.revision && ` revision ${body.revision}`} (${body.vendorName})`;
    case "lot-registered":
      return `Registered lot ${body.lotId} with ${body.count.toLocaleString("en-US")} modules`;
    case "lot-withdrawn":
      return `Withdrew ${nameOf(body.lot)}: ${body.reason}`;
    case "lot-released":
      return `Released ${nameOf(body.lot)}`;
    case "packed":
      return `Packed ${things} into ${nameOf(body.container)}`;
    case "unpacked":
      return `Took ${things} out of ${nameOf(body.container)}`;
    case "transfer-offered":
      return `Offered ${things} to ${names.member(body.to)}`;
    case "transfer-accepted":
      return acceptedSummary(body);
    case "transfer-declined":
      return `Declined the transfer${body.reason ? `: ${body.reason}` : ""}`;
    case "transfer-withdrawn":
      return `Withdrew the offer${body.reason ? `: ${body.reason}` : ""}`;
    case "sold":
      return `Sold ${things}`;
    case "label-replaced":
      return `Replaced the label: ${body.reason}`;
    case "labels-voided":
      return `Voided ${contents.length} ${contents.length === 1 ? "label" : "labels"}: ${body.reason}`;
    case "activated":
      return `Recorded a buyer's activation${body.region ? ` (${body.region})` : ""}`;
    case "recalled":
      return `Recalled ${recalledSummary(body)}: ${body.reason}`;
    case "recall-lifted":
      return `Lifted the recall of ${nameOf(body.target)}, agreed by ${names.member(body.approver)}: ${body.reason}`;
    case "reported-stolen":
      return `Reported ${things} stolen`;
    case "recovered":
      return `Reported ${things} recovered`;
    case "scrapped":
      return `${body.destroyed ? "Destroyed" : "Scrapped"} ${things}: ${body.reason}`;
    case "corrected":
      return `Corrected an event of the kind ${body.corrected.kind}: ${body.reason}`;
    case "returned":
      return `Took back ${things}`;
    case "inspected":
      return `Inspected the module: ${body.result}`;
    case "repaired":
      return `Repaired the module: ${body.what}`;
    case "recoded":
      return `Coded the module for ${body.hostCoding}`;
    case "installed":
      return "Installed the module";
    case "removed":
      return "Removed the module";
  }
}

function acceptedSummary({ except = [] }: Extract<EventBody, { kind: "transfer-accepted" }>): string {
  return except.length === 0
    ? "Accepted the transfer"
    : `Accepted the transfer with ${except.length} ${except.length === 1 ? "difference" : "differences"}`;
}

function recalledSummary({ target, leaves }: Extract<EventBody, { kind: "recalled" }>): string {
  if (!leaves) return nameOf(target);
  const modules = leaves.reduce((sum, [from, to]) => sum + to - from, 0);
  return `${modules.toLocaleString("en-US")} ${modules === 1 ? "module" : "modules"} of ${nameOf(target)}`;
}

function nameOf(subject: Subject): string {
  const parsed = parseSubject(subject);
  if (!parsed.ok) return subject;
  if (parsed.value.is === "lot") return `lot ${parsed.value.lotId}`;
  if (parsed.value.is === "module") return "the module";
  if (parsed.value.is === "key") return `label key ${parsed.value.kid}`;
  return parsed.value.is === "container" ? `carton ${parsed.value.sscc}` : subject;
}
