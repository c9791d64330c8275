/** Rows of `operation` and `operation_event` as the journal's own types. */
import type { Json } from "../../domain/event/canonical-json.ts";
import type { JournalEntry, JournalEvent, JournalEventState, JournalState } from "../../ports/journal.ts";

/** The two tables joined into one row a operation; `events` is a JSON list in order. */
export const SELECT_ENTRY = `
  SELECT o.id, o.member, o.actor, o.kind, o.command, o.request_hash, o.state, o.result, o.problem, o.created_at,
         (SELECT coalesce(json_agg(json_build_object('sequence', e.sequence, 'eventId', e.event_id, 'kind', e.kind,
                 'bytes', e.bytes, 'state', e.state, 'index', e.log_index, 'eventHash', e.event_hash, 'time', e.time)
                 ORDER BY e.sequence), '[]'::json)
          FROM operation_event e WHERE e.operation = o.id) AS events
  FROM operation o`;

export type EntryRow = {
  id: string;
  member: string;
  actor: Json;
  kind: string;
  command: Json;
  request_hash: string;
  state: JournalState;
  result: Json;
  problem: Json;
  created_at: Date;
  events: EventRow[];
};

type EventRow = {
  sequence: number;
  eventId: string;
  kind: string;
  bytes: string;
  state: JournalEventState;
  index: number | null;
  eventHash: string | null;
  time: string | null;
};

export function entryOf(row: EntryRow): JournalEntry {
  return {
    id: row.id,
    member: row.member,
    actor: row.actor,
    kind: row.kind,
    command: row.command,
    requestHash: row.request_hash,
    state: row.state,
    ...(row.result !== null && { result: row.result }),
    ...(row.problem !== null && { problem: row.problem }),
    createdAt: row.created_at.toISOString(),
    events: row.events.map(eventOf),
  };
}

function eventOf({ index, eventHash, time, ...event }: EventRow): JournalEvent {
  return {
    ...event,
    ...(index !== null && { index: Number(index) }),
    ...(eventHash !== null && { eventHash }),
    ...(time !== null && { time }),
  };
}

/** jsonb as the driver takes it: a text, since it would send a list as a Postgres array. */
export function jsonb(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
