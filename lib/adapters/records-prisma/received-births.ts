/** Records that came with a consignment: primary data, kept beside those of own lots and shown as they are. */
import type { Pool } from "pg";
import { type PublicRecord, recordHash, verifyBirth } from "../../domain/event/birth.ts";
import { canonicalJson, type Json } from "../../domain/event/canonical-json.ts";
import type { Hash, Subject } from "../../domain/event/event.ts";
import { type ConsignmentEntry, parseConsignmentLine } from "../../domain/event/manifest.ts";
import type { BirthCheck } from "../../domain/verify/scan-facts.ts";
import type { LabelOnRecord } from "../../ports/scan-records.ts";
import { inTransaction, type Queryable } from "../in-transaction.ts";

const BATCH = 1000;

/** @param lines of a consignment that was checked; records of lots whose manifest is here are left to it */
export function keepReceived(pool: Pool, transfer: string, lines: AsyncIterable<string>): Promise<void> {
  return inTransaction(pool, async (client) => {
    let batch: ConsignmentEntry[] = [];
    let isHead = true;
    for await (const line of lines) {
      if (!isHead) {
        const entry = parseConsignmentLine(line);
        if (!entry.ok) throw new Error(`a consignment that was checked cannot be read: ${entry.error.detail}`);
        batch.push(entry.value);
      }
      isHead = false;
      if (batch.length < BATCH) continue;
      await insertReceived(client, transfer, batch);
      batch = [];
    }
    await insertReceived(client, transfer, batch);
  });
}

/** The rows of a lot whose manifest is not here: those of its modules that came with consignments. */
export async function adoptReceived(client: Queryable, lot: Subject, number: number): Promise<void> {
  await client.query(
    `INSERT INTO rm_module (label_id, lot_number, leaf_index, serial, record, activation)
     SELECT label_id, $2, leaf_index, serial, record, activation FROM received_birth WHERE lot = $1`,
    [lot, number],
  );
}

/** Whether the lot's root vouches for a record, by the path that came with it; "not-run" where none came. */
export async function checkReceived(db: Queryable, found: LabelOnRecord): Promise<BirthCheck> {
  const { activation, leafIndex: index, lot } = found;
  const { rows } = await db.query<{ hashes: string; label: Hash }>({
    name: "received-path",
    text: "SELECT hashes, encode(label_id, 'hex') AS label FROM received_birth WHERE lot = $1 AND leaf_index = $2",
    values: [lot.subject, index],
  });
  const [row] = rows;
  if (!row) return "not-run";
  const record = recordHash(JSON.parse(found.record) as PublicRecord);
  const birth = {
    hashes: JSON.parse(row.hashes),
    index,
    leaf: { activation, label: row.label, record },
    lot: lot.subject,
  };
  return verifyBirth(birth, lot) ? "passed" : "failed";
}

async function insertReceived(
  client: Queryable,
  transfer: string,
  entries: readonly ConsignmentEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await client.query({
    name: "received-insert",
    text: `WITH given AS (
             SELECT g.* FROM unnest($2::text[], $3::integer[], $4::bytea[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::text[])
               AS g(lot, leaf_index, label_id, serial, record, activation, hashes, openings)
             JOIN rm_lot l ON l.subject = g.lot AND NOT l.records_kept),
           kept AS (
             INSERT INTO received_birth (transfer, lot, leaf_index, label_id, serial, record, activation, hashes, openings)
             SELECT $1, given.* FROM given ON CONFLICT DO NOTHING)
           INSERT INTO rm_module (label_id, lot_number, leaf_index, serial, record, activation)
           SELECT label_id, l.number, leaf_index, serial, record, activation FROM given JOIN rm_lot l ON l.subject = given.lot
           ON CONFLICT DO NOTHING`,
    values: [
      transfer,
      entries.map(({ lot }) => lot),
      entries.map(({ index }) => index),
      entries.map(({ leaf }) => Buffer.from(leaf.label, "hex")),
      entries.map(({ record }) => record.serialNumber),
      entries.map(({ record }) => canonicalJson(record as unknown as Json)),
      entries.map(({ leaf }) => leaf.activation && Buffer.from(leaf.activation, "hex")),
      entries.map(({ hashes }) => JSON.stringify(hashes)),
      entries.map(({ openings }) => (openings ? canonicalJson(openings as unknown as Json) : null)),
    ],
  });
}
