/** What is kept of each block: its place in the chain, its entries in the log, what it says of our own transactions. */
import type { Pool, PoolClient } from "pg";
import type { Refusal } from "../../domain/event/refusal.ts";
import type { Committed } from "../../ports/ledger.ts";
import type { Queryable } from "../log-store.ts";
import { readEntries } from "../stored-entries.ts";
import type { BlockEnd, ExaminedBlock, LedgerFork } from "./follow-blocks.ts";
import type { BlockOfAppends } from "./read-block.ts";

/** A valid transaction that wrote what is no event: endorsers have agreed on it against the contract. It has no place in the log. */
export type BrokenAppend = { readonly block: number; readonly transaction: string; readonly detail: string };

export async function lastBlock(db: Queryable): Promise<BlockEnd | undefined> {
  const { rows } = await db.query<{ number: string; hash: string }>(
    "SELECT number, hash FROM fabric_block ORDER BY number DESC LIMIT 1",
  );
  return rows[0] && { number: Number(rows[0].number), hash: rows[0].hash };
}

/** @param sizes the log's size after each block */
export async function insertBlocks(
  client: PoolClient,
  blocks: readonly ExaminedBlock[],
  sizes: readonly number[],
): Promise<void> {
  await client.query({
    name: "fabric-insert-blocks",
    text: `INSERT INTO fabric_block (number, hash, previous_hash, log_size, configures)
           SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::boolean[])`,
    values: [
      blocks.map(({ number }) => number),
      blocks.map(({ hash }) => hash),
      blocks.map(({ previousHash }) => previousHash),
      sizes,
      blocks.map(({ configures }) => configures),
    ],
  });
  const faults = blocks.flatMap((block) => block.faults);
  if (faults.length === 0) return;
  await client.query(
    `INSERT INTO fabric_endorsement_fault (block, transaction, detail, voids)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[]) ON CONFLICT DO NOTHING`,
    [
      faults.map(({ block }) => block),
      faults.map(({ transaction }) => transaction),
      faults.map(({ detail }) => detail),
      faults.map(({ voids }) => voids),
    ],
  );
}

/** The block's word on transactions that were sent from here; those of others are not in the table. */
export async function settleTransactions(client: PoolClient, blocks: readonly BlockOfAppends[]): Promise<void> {
  const outcomes = blocks.flatMap(({ number, outcomes }) => outcomes.map((one) => ({ ...one, number })));
  await client.query({
    name: "fabric-settle",
    // A second copy of the same bytes (code 9, on Raft) says nothing of the first.
    text: `UPDATE fabric_transaction t SET code = o.code, block = o.block,
             state = CASE WHEN o.code = 0 THEN 'COMMITTED' ELSE 'INVALID' END
           FROM unnest($1::text[], $2::integer[], $3::bigint[]) AS o(id, code, block)
           WHERE t.id = o.id AND o.code <> 9 AND t.state NOT IN ('COMMITTED', 'INVALID')`,
    values: [
      outcomes.map(({ transaction }) => transaction),
      outcomes.map(({ code }) => code),
      outcomes.map(({ number }) => number),
    ],
  });
}

export async function insertBroken(client: PoolClient, broken: readonly BrokenAppend[]): Promise<void> {
  if (broken.length === 0) return;
  await client.query(
    `INSERT INTO fabric_broken_append (block, transaction, detail)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [
      broken.map(({ block }) => block),
      broken.map(({ transaction }) => transaction),
      broken.map(({ detail }) => detail),
    ],
  );
}

/** Both hashes are the evidence: kept before anything else is done about them. */
export async function keepFork(pool: Pool, { block, hashes: [kept, shown] }: LedgerFork): Promise<void> {
  await pool.query("INSERT INTO fabric_fork (number, kept, shown) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    block,
    kept,
    shown,
  ]);
}

export type Fork = { readonly block: number; readonly kept: string; readonly shown: string };

/** The forks that were found here, oldest first; any of them stops every verdict. */
export async function readForks(db: Queryable): Promise<readonly Fork[]> {
  const { rows } = await db.query<{ number: string; kept: string; shown: string }>(
    "SELECT number, kept, shown FROM fabric_fork ORDER BY found_at, number",
  );
  return rows.map(({ number, kept, shown }) => ({ block: Number(number), kept, shown }));
}

/** As `readEntries`, with the block and the transaction of each, and broken where its transaction was not endorsed as it must be. */
export async function readPlacedEntries(db: Queryable, index: number, limit: number): Promise<Committed[]> {
  const entries = await readEntries(db, index, limit);
  const { rows } = await db.query<{ block: string; transaction: string; detail: string | null }>({
    name: "fabric-places",
    text: `SELECT e.block, e.transaction, f.detail FROM ledger_entry e
           LEFT JOIN fabric_endorsement_fault f ON f.block = e.block AND f.transaction = e.transaction AND f.voids
           WHERE e.log_index >= $1 AND e.log_index < $2 ORDER BY e.log_index`,
    values: [index, index + entries.length],
  });
  return entries.map((committed, at) => {
    const { block, transaction, detail } = rows[at]!;
    return {
      ...committed,
      position: { ...committed.position, block: Number(block), transaction },
      ...(detail !== null && { ruleBroken: notEndorsed(transaction, detail) }),
    };
  });
}

function notEndorsed(transaction: string, detail: string): Refusal {
  return { code: "majority-missing", detail: `transaction ${transaction} ${detail}` };
}
