/** The journal in Postgres: web processes open rows and wait, the worker takes them; LISTEN/NOTIFY saves both the polling. */
import type pg from "pg";
import type { MemberId } from "../../domain/event/event.ts";
import {
  type Journal,
  type JournalEntry,
  type NewEntry,
  type Opened,
  OutboxFull,
  type OutboxLimits,
} from "../../ports/journal.ts";
import { forEverybody, forMember, meanwhileForEverybody } from "../for-member.ts";
import type { Queryable } from "../in-transaction.ts";
import { openBell } from "../postgres-bell.ts";
import { type EntryRow, entryOf, jsonb, SELECT_ENTRY } from "./journal-rows.ts";

export const OPERATION_CHANNEL = "truelane_operation";
/** A lost notice costs at most this long. */
const LOOK_AGAIN_MS = 500;
const FINAL = ["recorded", "refused"];

/**
 * SQL of what a full outbox is. A row that waits alone may have a trouble of its own: it stops nobody, and the next one shows
 * whether the ledger answers. So does whatever was recorded in the last hours, also beside a row that waits for ever. Below the
 * limit all waiting rows are read, the oldest among them.
 */
function sqlOfFull(operations: string, hours: string): string {
  return `SELECT count(*) >= ${operations} OR (
      count(*) > 1 AND min(created_at) <= now() - make_interval(hours => ${hours})
      AND NOT EXISTS (SELECT FROM operation WHERE state = 'recorded' AND updated_at > now() - make_interval(hours => ${hours})))
    FROM (SELECT created_at FROM operation WHERE state IN ('pending', 'checking') LIMIT ${operations}) AS waiting`;
}

/** @param limits for a ledger that may be away while the journal is not; none for one in the same database */
export function openJournal(pool: pg.Pool, limits?: OutboxLimits): Journal {
  const watchers = new Set<() => void>();
  const waiters = new Map<string, Set<() => void>>();
  const bell = openBell(pool, OPERATION_CHANNEL, (payload) => {
    const [what, id = ""] = payload.split(" ");
    if (what === "opened") for (const wake of watchers) wake();
    else for (const wake of waiters.get(id) ?? []) wake();
  });

  async function find(db: Queryable, where: string, values: unknown[]): Promise<JournalEntry | undefined> {
    const { rows } = await db.query<EntryRow>(`${SELECT_ENTRY} WHERE ${where}`, values);
    return rows[0] && entryOf(rows[0]);
  }

  /** Whatever waits counts, whosever it is. */
  async function hasRoom(db: Queryable): Promise<boolean> {
    if (!limits) return true;
    const { rows } = await db.query<{ full: boolean }>(`SELECT (${sqlOfFull("$1::bigint", "$2::integer")}) AS "full"`, [
      limits.operations,
      limits.hours,
    ]);
    return rows[0]?.full === false;
  }

  /** The row and the call for the worker are there together or not at all. */
  async function open(db: pg.PoolClient, entry: NewEntry): Promise<Opened> {
    const fresh = (!limits || (await meanwhileForEverybody(db, () => hasRoom(db)))) && (await insert(db, entry));
    const found = fresh
      ? await find(db, "o.id = $1", [entry.id])
      : await find(db, "o.member = $1 AND o.idempotency_key = $2", [entry.member, entry.idempotencyKey]);
    if (!found && limits) throw new OutboxFull(`more than ${limits.operations} operations, or ${limits.hours} hours`);
    if (!found) throw new Error(`operation ${entry.id} vanished`);
    return { entry: found, fresh };
  }

  async function settled(member: MemberId, id: string, waitMs: number): Promise<JournalEntry> {
    const until = Date.now() + waitMs;
    for (;;) {
      const turn = nextNotice(id, Math.min(LOOK_AGAIN_MS, until - Date.now()));
      const entry = await forMember(pool, member, (db) => find(db, "o.id = $1", [id]));
      if (!entry) throw new Error(`there is no operation ${id}`);
      if (FINAL.includes(entry.state) || Date.now() >= until) {
        turn.cancel();
        return entry;
      }
      await turn.heard;
    }
  }

  /** Listens from now on, so that a notice between the look and the wait is not missed. */
  function nextNotice(id: string, ms: number): { heard: Promise<void>; cancel(): void } {
    let wake: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const cancel = () => {
      clearTimeout(timer);
      waiters.get(id)?.delete(cancel);
      if (waiters.get(id)?.size === 0) waiters.delete(id);
      wake();
    };
    const timer = setTimeout(cancel, Math.max(ms, 0));
    waiters.set(id, (waiters.get(id) ?? new Set()).add(cancel));
    return { heard, cancel };
  }

  return {
    open: (entry) => forMember(pool, entry.member, (db) => open(db, entry)),
    hasRoom: async () => !limits || forEverybody(pool, hasRoom),
    settled,
    entry: (id) => find(pool, "o.id = $1", [id]),

    async pending(limit) {
      const { rows } = await pool.query<EntryRow>(
        `${SELECT_ENTRY} WHERE o.state IN ('pending', 'checking') ORDER BY o.created_at, o.id LIMIT $1`,
        [limit],
      );
      return rows.map(entryOf);
    },

    onOpened(wake) {
      watchers.add(wake);
      return Promise.resolve(() => {
        watchers.delete(wake);
        return Promise.resolve();
      });
    },

    async storeEvents(id, events, result) {
      await pool.query(
        `WITH noted AS (UPDATE operation SET result = $2, updated_at = now() WHERE id = $1)
         INSERT INTO operation_event (operation, sequence, event_id, kind, bytes, state)
         SELECT $1::uuid, coalesce((SELECT max(sequence) FROM operation_event WHERE operation = $1), -1) + place,
                event_id, kind, bytes, 'stored'
         FROM unnest($3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS event(event_id, kind, bytes, place)`,
        [
          id,
          jsonb(result),
          events.map((event) => event.eventId),
          events.map((event) => event.kind),
          events.map((event) => event.bytes),
        ],
      );
      const stored = await find(pool, "o.id = $1", [id]);
      return stored?.events.filter(({ state }) => state === "stored") ?? [];
    },

    async checking(id) {
      await pool.query(
        "UPDATE operation SET state = 'checking', updated_at = now() WHERE id = $1 AND state = 'pending'",
        [id],
      );
    },

    async eventRecorded(id, sequence, { index, eventHash, time }) {
      await pool.query(
        `UPDATE operation_event SET state = 'recorded', log_index = $3, event_hash = $4, time = $5
         WHERE operation = $1 AND sequence = $2`,
        [id, sequence, index, eventHash, time],
      );
    },

    async eventRefused(id, sequence, state, problem) {
      await pool.query(
        `WITH noted AS (UPDATE operation SET problem = $4, updated_at = now() WHERE id = $1)
         UPDATE operation_event SET state = CASE WHEN sequence = $2 THEN $3 ELSE 'superseded' END
         WHERE operation = $1 AND (sequence = $2 OR (sequence > $2 AND state = 'stored'))`,
        [id, sequence, state, jsonb(problem)],
      );
    },

    async finish(id, { state, result, problem }) {
      await pool.query(
        `WITH ended AS (
           UPDATE operation SET state = $2, result = coalesce($3, result), problem = $4, updated_at = now()
           WHERE id = $1 RETURNING id)
         SELECT pg_notify($5, 'ended ' || id) FROM ended`,
        [id, state, jsonb(result), jsonb(problem), OPERATION_CHANNEL],
      );
    },

    close: () => bell.close(),
  };
}

/** True for a new row; false where the member's key has one already. */
async function insert(db: Queryable, entry: NewEntry): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH opened AS (
       INSERT INTO operation (id, member, actor, kind, command, idempotency_key, request_hash, state, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $8)
       ON CONFLICT (member, idempotency_key) DO NOTHING RETURNING id)
     SELECT pg_notify($9, 'opened ' || id) FROM opened`,
    [
      entry.id,
      entry.member,
      jsonb(entry.actor),
      entry.kind,
      jsonb(entry.command),
      entry.idempotencyKey ?? null,
      entry.requestHash,
      entry.at,
      OPERATION_CHANNEL,
    ],
  );
  return rowCount === 1;
}
