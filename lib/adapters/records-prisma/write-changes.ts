/** One statement a table for a whole batch: unnest of arrays, prepared once (Prisma's createMany is twenty times slower). */
import type { PoolClient } from "pg";
import { canonicalJson, type Json } from "../../domain/event/canonical-json.ts";
import type { RowChanges, ThingChange } from "./row-changes.ts";

export async function writeChanges(client: PoolClient, changes: RowChanges): Promise<void> {
  await writeEvents(client, changes);
  await writeStates(client, changes);
  await writeThings(client, [...changes.things.values()]);
  await writePackings(client, changes);
  await writeLotCounts(client, changes);
}

async function writeEvents(client: PoolClient, { events, readers, subjectEvents, broken }: RowChanges): Promise<void> {
  if (events.length === 0) return;
  await client.query({
    name: "rm-events",
    text: `INSERT INTO rm_event (log_index, event_id, event_hash, kind, actor, at, time, bytes, rule_broken)
           SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])`,
    values: [
      events.map(({ index }) => index),
      events.map(({ eventId }) => eventId),
      events.map(({ eventHash }) => eventHash),
      events.map(({ kind }) => kind),
      events.map(({ actor }) => actor),
      events.map(({ at }) => at),
      events.map(({ time }) => time),
      events.map(({ bytes }) => bytes),
      events.map(({ ruleBroken }) => ruleBroken),
    ],
  });
  await client.query({
    name: "rm-event-readers",
    text: "INSERT INTO rm_event_reader (member, log_index) SELECT * FROM unnest($1::text[], $2::bigint[])",
    values: [readers.map(({ member }) => member), readers.map(({ index }) => index)],
  });
  await insertSubjects(client, "rm_subject_event", subjectEvents);
  await insertSubjects(client, "rm_broken_subject", broken);
}

async function insertSubjects(
  client: PoolClient,
  table: "rm_subject_event" | "rm_broken_subject",
  rows: readonly { subject: string; index: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `rm-insert-${table}`,
    text: `INSERT INTO ${table} (subject, log_index) SELECT * FROM unnest($1::text[], $2::bigint[])`,
    values: [rows.map(({ subject }) => subject), rows.map(({ index }) => index)],
  });
}

async function writeStates(client: PoolClient, { states }: RowChanges): Promise<void> {
  if (states.size === 0) return;
  const rows = [...states];
  await client.query({
    name: "rm-states",
    text: `INSERT INTO rm_subject_state (subject, state, log_index) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
           ON CONFLICT (subject) DO UPDATE SET state = EXCLUDED.state, log_index = EXCLUDED.log_index`,
    values: [
      rows.map(([subject]) => subject),
      rows.map(([, { state }]) => canonicalJson(state as unknown as Json)),
      rows.map(([, { index }]) => index),
    ],
  });
}

const THING_COLUMNS = [
  ["subject", "text", (row: ThingChange) => row.subject],
  ['"is"', "text", (row: ThingChange) => row.is],
  ["name", "text", (row: ThingChange) => row.name],
  ["holder", "text", (row: ThingChange) => row.holder],
  ["inside", "text", (row: ThingChange) => row.inside],
  ["sold_by", "text", (row: ThingChange) => row.soldBy],
  ["lot", "text", (row: ThingChange) => row.lot],
  ["lot_number", "integer", (row: ThingChange) => row.lotNumber],
  ["leaf_index", "integer", (row: ThingChange) => row.leafIndex],
  ["count", "integer", (row: ThingChange) => row.count],
  ["modules", "integer", (row: ThingChange) => row.modules],
  ["offer", "text", (row: ThingChange) => row.offer],
  ["disputed", "boolean", (row: ThingChange) => row.disputed],
  ["emptied", "boolean", (row: ThingChange) => row.emptied],
  ["label", "text", (row: ThingChange) => row.label],
  ["activated_at", "text", (row: ThingChange) => row.activatedAt],
  ["buyer_key", "text", (row: ThingChange) => row.buyerKey],
  ["region", "text", (row: ThingChange) => row.region],
  ["stolen_at", "text", (row: ThingChange) => row.stolenAt],
  ["scrapped_at", "text", (row: ThingChange) => row.scrappedAt],
  ["destroyed", "boolean", (row: ThingChange) => row.destroyed],
  ["installed_at", "text", (row: ThingChange) => row.installedAt],
  ["coded_for", "text", (row: ThingChange) => row.codedFor],
  ["born_index", "bigint", (row: ThingChange) => row.bornIndex],
  ["log_index", "bigint", (row: ThingChange) => row.index],
] as const;
/** What a thing is never changes. */
const FIXED = new Set(["subject", '"is"', "name", "lot", "lot_number", "leaf_index", "born_index"]);

const WRITE_THINGS = `INSERT INTO rm_thing (${THING_COLUMNS.map(([name]) => name).join(", ")})
  SELECT * FROM unnest(${THING_COLUMNS.map(([, type], at) => `$${at + 1}::${type}[]`).join(", ")})
  ON CONFLICT (subject) DO UPDATE SET ${THING_COLUMNS.filter(([name]) => !FIXED.has(name))
    .map(([name]) => `${name} = EXCLUDED.${name}`)
    .join(", ")}`;

async function writeThings(client: PoolClient, rows: readonly ThingChange[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: "rm-things",
    text: WRITE_THINGS,
    values: THING_COLUMNS.map(([, , of]) => rows.map((row) => of(row))),
  });
}

async function writePackings(client: PoolClient, { leavings, packings }: RowChanges): Promise<void> {
  if (leavings.length > 0)
    await client.query({
      name: "rm-leavings",
      text: `UPDATE rm_packing SET to_index = left_at.index FROM unnest($1::text[], $2::bigint[]) AS left_at(item, index)
             WHERE rm_packing.item = left_at.item AND rm_packing.to_index IS NULL`,
      values: [leavings.map(({ item }) => item), leavings.map(({ to }) => to)],
    });
  if (packings.length > 0)
    await client.query({
      name: "rm-packings",
      text: "INSERT INTO rm_packing (item, container, from_index, to_index) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])",
      values: [
        packings.map(({ item }) => item),
        packings.map(({ container }) => container),
        packings.map(({ from }) => from),
        packings.map(({ to }) => to),
      ],
    });
}

async function writeLotCounts(client: PoolClient, { lotCounts }: RowChanges): Promise<void> {
  const rows = [...lotCounts].filter(([, counts]) => counts.touched || counts.packed || counts.sold);
  if (rows.length === 0) return;
  await client.query({
    name: "rm-lot-counts",
    text: `UPDATE rm_lot SET touched = rm_lot.touched + plus.touched, packed = rm_lot.packed + plus.packed, sold = rm_lot.sold + plus.sold
           FROM unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) AS plus(subject, touched, packed, sold)
           WHERE rm_lot.subject = plus.subject`,
    values: [
      rows.map(([subject]) => subject),
      rows.map(([, { touched }]) => touched),
      rows.map(([, { packed }]) => packed),
      rows.map(([, { sold }]) => sold),
    ],
  });
}
