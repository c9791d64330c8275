/** Rows of lots that the ledger does not know yet, and how they come to it. Bulk goes by COPY, for the reason in module-lines. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Pool, PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Hash, Subject } from "../../domain/event/event.ts";
import { productSubject } from "../../domain/event/subject.ts";
import type { GateFinding, LotStore, PackPlanRow, PlanToPack, RowSink, SubmittedEvent } from "../../ports/lot-store.ts";
import { inTransaction, type Queryable } from "../in-transaction.ts";
import { lotsWithSerials } from "./lots-with-serials.ts";
import { COPY_MODULES, moduleLines } from "./module-lines.ts";

const OPERATION_CHANNEL = "truelane_operation";

/** Its lot is there, its event is on the way, or its job will go on. */
const IS_LIVE = `(EXISTS (SELECT FROM rm_lot l WHERE l.number = i.number)
  OR EXISTS (SELECT FROM operation o WHERE o.id = i.job AND o.state <> 'refused')
  OR EXISTS (SELECT FROM job j WHERE j.id = i.job AND j.state IN ('queued', 'running')))`;

export function openLotStore(pool: Pool): LotStore {
  return {
    async product(member, partNumber, revision) {
      const { rows } = await pool.query(
        `SELECT subject, part_number AS "partNumber", revision, vendor_name AS "vendorName", form_factor AS "formFactor", media, gtin
         FROM rm_product WHERE subject = $1`,
        [productSubject(member, partNumber, revision)],
      );
      return rows[0];
    },
    lotsWithSerials: (...asked) => lotsWithSerials(pool, ...asked),
    begin: (job, lot) => inTransaction(pool, (client) => begin(client, job, lot)),
    openRows: (number) => openRows(pool, number),
    keepGate: (number, findings) => inTransaction(pool, (client) => keepGate(client, number, findings)),
    complete: (number, manifest, plan) => complete(pool, number, manifest, plan),
    submit: (job, event) => submit(pool, job, event),
    abandon: (job) => inTransaction(pool, (client) => forget(client, job)),
    sweep: () => sweep(pool),
    plansToPack: () => plansToPack(pool),
    async nextCarton(lot) {
      const { rows } = await pool.query<{ sscc: string; labels: Hash[] }>(
        `SELECT sscc, array_agg(encode(label_id, 'hex') ORDER BY label_id) AS labels FROM pack_plan
         WHERE lot = $1 AND sscc = (SELECT min(sscc) FROM pack_plan WHERE lot = $1) GROUP BY sscc`,
        [lot],
      );
      return rows[0];
    },
    async cartonDone(lot, sscc) {
      await pool.query("DELETE FROM pack_plan WHERE lot = $1 AND sscc = $2", [lot, sscc]);
    },
  };
}

async function keepGate(client: PoolClient, number: number, findings: readonly GateFinding[]): Promise<void> {
  await client.query("DELETE FROM lot_gate_finding WHERE number = $1", [number]);
  for (const { rule, severity, count, samples } of findings)
    await client.query(
      "INSERT INTO lot_gate_finding (number, rule, severity, count, samples) VALUES ($1, $2, $3, $4, $5)",
      [number, rule, severity, count, JSON.stringify(samples)],
    );
}

async function openRows(pool: Pool, number: number): Promise<RowSink> {
  const client = await pool.connect();
  let open = true;
  const release = (broken: boolean) => {
    if (open) client.release(broken);
    open = false;
  };
  const copy = client.query(copyFrom(COPY_MODULES));
  const ended = finished(copy);
  // A fault between two writes is thrown by the next one, and by `end`.
  ended.catch(() => {});
  return {
    async write(rows) {
      if (!copy.write(moduleLines(number, rows))) await Promise.race([once(copy, "drain"), ended]);
    },
    async end() {
      copy.end();
      await ended.finally(() => release(copy.errored !== null));
    },
    async abort() {
      // A connection in the middle of a COPY is of no use to anybody else.
      copy.destroy();
      release(true);
    },
  };
}

async function complete(
  pool: Pool,
  number: number,
  manifest: Hash,
  plan: AsyncIterable<readonly PackPlanRow[]>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ lot: Subject }>(
      "UPDATE lot_import SET manifest = $2, printable = true WHERE number = $1 RETURNING lot",
      [number, manifest],
    );
    const lot = rows[0]?.lot;
    if (lot === undefined) throw new Error(`import ${number} was swept away while it ran`);
    await client.query("DELETE FROM pack_plan WHERE lot = $1", [lot]);
    for await (const batch of plan)
      await client.query(
        "INSERT INTO pack_plan (lot, sscc, label_id) SELECT $1, * FROM unnest($2::text[], $3::bytea[])",
        [lot, batch.map(({ sscc }) => sscc), batch.map(({ labelId }) => Buffer.from(labelId, "hex"))],
      );
  });
}

/** The engine sends what it finds stored; that the row and its event are one transaction keeps it from ever finding half. */
async function submit(pool: Pool, job: string, event: SubmittedEvent): Promise<void> {
  const command = JSON.stringify(event.command);
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO operation (id, member, actor, kind, command, request_hash, state)
       VALUES ($1, $2, $3, $4, $5, $6, 'pending') ON CONFLICT (id) DO NOTHING`,
      [
        job,
        event.member,
        JSON.stringify(event.actor),
        event.kind,
        command,
        createHash("sha256").update(command).digest("hex"),
      ],
    );
    if (rowCount === 0) return;
    await client.query(
      "INSERT INTO operation_event (operation, sequence, event_id, kind, bytes, state) VALUES ($1, 0, $2, $3, $4, 'stored')",
      [job, event.eventId, event.eventKind, event.bytes],
    );
    await client.query("SELECT pg_notify($1, $2)", [OPERATION_CHANNEL, `opened ${job}`]);
  });
}

async function plansToPack(pool: Pool): Promise<PlanToPack[]> {
  const { rows } = await pool.query<Omit<PlanToPack, "job">>(
    `SELECT p.lot, l.member, count(DISTINCT p.sscc)::integer AS cartons FROM pack_plan p JOIN rm_lot l ON l.subject = p.lot
     WHERE l.status = 'released' GROUP BY p.lot, l.member`,
  );
  const plans: PlanToPack[] = [];
  for (const plan of rows) {
    const { rows: jobs } = await pool.query<{ id: string }>(
      `INSERT INTO job (id, member, kind, state, input, idempotency_key, request_hash)
       VALUES (gen_random_uuid(), $1, 'pack-lot', 'queued', $2, $3, '')
       ON CONFLICT (member, idempotency_key) DO UPDATE SET kind = job.kind RETURNING id`,
      [plan.member, JSON.stringify({ lot: plan.lot }), `pack-lot ${plan.lot}`],
    );
    plans.push({ ...plan, job: jobs[0]!.id });
  }
  return plans;
}

/** Imports of one lot wait for each other here, and nowhere else. */
async function begin(client: PoolClient, job: string, lot: Subject): Promise<number | undefined> {
  await client.query("SELECT pg_advisory_xact_lock(hashtext('lot import'), hashtext($1))", [lot]);
  const { rows: others } = await client.query<{ job: string; live: boolean }>(
    `SELECT i.job, ${IS_LIVE} AS live FROM lot_import i WHERE i.lot = $1 AND i.job <> $2`,
    [lot, job],
  );
  if (others.some(({ live }) => live)) return undefined;
  for (const other of others) await forget(client, other.job);
  await forget(client, job);
  const { rows } = await client.query<{ number: number }>(
    "INSERT INTO lot_import (lot, job) VALUES ($1, $2) RETURNING number",
    [lot, job],
  );
  return rows[0]?.number;
}

/** @returns whether there was an import of this job that made no lot */
async function forget(client: Queryable, job: string): Promise<boolean> {
  const { rows } = await client.query<{ number: number; lot: Subject }>(
    "DELETE FROM lot_import i WHERE i.job = $1 AND NOT EXISTS (SELECT FROM rm_lot l WHERE l.number = i.number) RETURNING number, lot",
    [job],
  );
  for (const { number, lot } of rows) await forgetRows(client, number, lot);
  return rows.length > 0;
}

/** The plan of a lot goes only with its last import: another job may have registered the lot meanwhile. */
async function forgetRows(client: Queryable, number: number, lot: Subject): Promise<void> {
  await client.query("DELETE FROM rm_module WHERE lot_number = $1", [number]);
  await client.query(
    "DELETE FROM pack_plan WHERE lot = $1 AND NOT EXISTS (SELECT FROM lot_import WHERE lot_import.lot = $1)",
    [lot],
  );
}

/** Only jobs that have ended: one that runs, or will be taken up again, cleans up after itself. */
async function sweep(pool: Pool): Promise<Subject[]> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ number: number; lot: Subject }>(
      `DELETE FROM lot_import i WHERE NOT ${IS_LIVE} RETURNING number, lot`,
    );
    for (const { number, lot } of rows) await forgetRows(client, number, lot);
    const lots = new Set(rows.map(({ lot }) => lot));
    const { rows: kept } = await client.query<{ lot: Subject }>("SELECT lot FROM lot_import WHERE lot = ANY($1)", [
      [...lots],
    ]);
    for (const { lot } of kept) lots.delete(lot);
    return [...lots];
  });
}
