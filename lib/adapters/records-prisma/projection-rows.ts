/** The read model in Postgres: prepared SQL and COPY on the pool, since a projection through Prisma costs twenty times as much. */
import type { Pool, PoolClient } from "pg";
import type { MemberId, Subject } from "../../domain/event/event.ts";
import type { States, SubjectState } from "../../domain/event/state.ts";
import type { Manifests } from "../../ports/manifests.ts";
import type { Judged, ProjectionRows } from "../../ports/projection-rows.ts";
import { inTransaction, type Queryable } from "../in-transaction.ts";
import { changeEntry } from "./entry-changes.ts";
import { writeKind } from "./kind-rows.ts";
import { RowChanges } from "./row-changes.ts";
import { changeThings, lightenedAbove } from "./thing-changes.ts";
import { writeChanges } from "./write-changes.ts";

export const PROJECTION_CHANNEL = "truelane_projection";

export const READ_MODEL_TABLES = [
  "rm_event",
  "rm_event_reader",
  "rm_subject_event",
  "rm_broken_subject",
  "rm_subject_state",
  "rm_member",
  "rm_product",
  "rm_lot",
  "rm_module",
  "rm_label",
  "rm_label_key",
  "rm_recall",
  "rm_thing",
  "rm_packing",
  "rm_transfer",
  "rm_transfer_thing",
  "rm_transfer_exception",
] as const;

/** @param options `tell: false` for rows that nobody waits for */
export function openProjectionRows(pool: Pool, manifests: Manifests, options: { tell?: boolean } = {}): ProjectionRows {
  return {
    async position() {
      const { rows } = await pool.query<{ index: string }>("SELECT log_index AS index FROM rm_projection");
      return Number(rows[0]?.index ?? -1);
    },
    async network() {
      const { rows } = await pool.query<{ network: string }>(
        "SELECT bytes::jsonb #>> '{body,network}' AS network FROM rm_event WHERE kind = 'network-founded' AND rule_broken IS NULL ORDER BY log_index LIMIT 1",
      );
      return rows[0]?.network;
    },
    states: (subjects) => readStates(pool, subjects),
    write: (entries) =>
      inTransaction(pool, async (client) => {
        await writeEntries(client, manifests, entries);
        if (options.tell !== false)
          await client.query("SELECT pg_notify($1, (SELECT log_index::text FROM rm_projection))", [PROJECTION_CHANNEL]);
      }),
    async keepHosted(members: readonly MemberId[]) {
      await pool.query(
        `WITH gone AS (DELETE FROM hosted_member WHERE NOT member = ANY($1))
         INSERT INTO hosted_member SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`,
        [members],
      );
    },
    empty: () =>
      inTransaction(pool, async (client) => {
        await client.query(`TRUNCATE ${READ_MODEL_TABLES.join(", ")}`);
        await client.query("UPDATE rm_projection SET log_index = -1");
      }),
  };
}

export async function readStates(db: Queryable, subjects: readonly Subject[]): Promise<States> {
  const { rows } = await db.query<{ subject: Subject; state: string }>({
    name: "rm-read-states",
    text: "SELECT subject, state FROM rm_subject_state WHERE subject = ANY($1)",
    values: [subjects],
  });
  return new Map(rows.map(({ subject, state }) => [subject, JSON.parse(state) as SubjectState]));
}

async function writeEntries(client: PoolClient, manifests: Manifests, entries: readonly Judged[]): Promise<void> {
  const [first] = entries;
  const last = entries[entries.length - 1];
  if (!first || !last) return;
  await moveOn(client, first.committed.position.index - 1, last.committed.position.index);
  const known = await knownThings(client, entries);
  const lotNumbers = await lotNumbersOf(client, entries);
  let changes = new RowChanges();
  const flush = async () => {
    await writeChanges(client, changes);
    for (const [subject, row] of changes.things) known.set(subject, row);
    changes = new RowChanges();
  };
  for (const entry of entries) {
    changeEntry(changes, entry);
    if (entry.ruleBroken !== undefined) continue;
    changeThings(changes, entry, known, (lot) => lotNumbers.get(lot));
    await lightenUnchanged(client, entry, known, flush);
    await writeKind({ client, manifests, changes, known, flush, lotNumbers }, entry);
  }
  await flush();
}

/** The stored position moves from where this batch begins, or nothing is written. */
async function moveOn(client: PoolClient, from: number, to: number): Promise<void> {
  const { rowCount } = await client.query("UPDATE rm_projection SET log_index = $2 WHERE log_index = $1", [from, to]);
  if (rowCount !== 1)
    throw new Error(`the rows do not stand at entry ${from}: another projection writes them, or one is missing`);
}

async function knownThings(client: PoolClient, entries: readonly Judged[]) {
  const subjects = new Set<Subject>();
  for (const entry of entries) {
    for (const subject of entry.next.keys()) subjects.add(subject);
    for (const { container, missing } of lightenedAbove(entry)) subjects.add(container).add(missing);
  }
  const { rows } = await client.query<{ subject: Subject; modules: number; born_index: string }>({
    name: "rm-known-things",
    text: "SELECT subject, modules, born_index FROM rm_thing WHERE subject = ANY($1)",
    values: [[...subjects]],
  });
  return new Map(rows.map((row) => [row.subject, { modules: row.modules, bornIndex: Number(row.born_index) }]));
}

async function lotNumbersOf(client: PoolClient, entries: readonly Judged[]): Promise<Map<Subject, number>> {
  const lots = new Set(entries.flatMap(({ committed }) => (committed.event.births ?? []).map(({ lot }) => lot)));
  if (lots.size === 0) return new Map();
  const { rows } = await client.query<{ subject: Subject; number: number }>({
    name: "rm-lot-numbers",
    text: "SELECT subject, number FROM rm_lot WHERE subject = ANY($1)",
    values: [[...lots]],
  });
  return new Map(rows.map(({ subject, number }) => [subject, number]));
}

/** A container in the middle of an exception's path has no event of its own, yet holds fewer modules afterwards. */
async function lightenUnchanged(
  client: PoolClient,
  entry: Judged,
  known: Map<Subject, { modules: number; bornIndex: number }>,
  flush: () => Promise<void>,
): Promise<void> {
  const above = lightenedAbove(entry).filter(({ container }) => !entry.next.has(container));
  if (above.length === 0) return;
  await flush();
  for (const { container, missing } of above) {
    const row = known.get(container);
    if (!row) throw new Error(`${container} is on the way to an excepted thing but has no row`);
    row.modules -= missing.startsWith("module/") ? 1 : (known.get(missing)?.modules ?? 0);
    await client.query("UPDATE rm_thing SET modules = $2 WHERE subject = $1", [container, row.modules]);
  }
}
