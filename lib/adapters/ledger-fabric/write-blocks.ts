/** Blocks into rows: entries, states, tree, signed head, places and outcomes become durable together or not at all. */
import type { PoolClient } from "pg";
import type { Id16, Subject } from "../../domain/event/event.ts";
import { subjectsOf } from "../../domain/event/subjects-of.ts";
import type { KnownIssuers } from "../../domain/event/verify-signatures.ts";
import { hashLeaf } from "../../domain/log/merkle-tree.ts";
import type { LogSigner } from "../../ports/signer.ts";
import { type LogHead, signHead } from "../log-head.ts";
import { growTree } from "../log-nodes.ts";
import { insertNodes, upsertStates } from "../log-rows.ts";
import type { Queryable } from "../log-store.ts";
import { loadStates } from "../stored-entries.ts";
import { type BrokenAppend, insertBlocks, insertBroken, settleTransactions } from "./block-rows.ts";
import type { ExaminedBlock } from "./follow-blocks.ts";
import { foldAppends, type PlacedRow, type ReadAppend, readAppends } from "./judge-appends.ts";

/** `founded`: the network of the first founding that the rule book took. */
export type BookHead = { readonly log: LogHead; readonly founded: Id16 | undefined };

export type Written = {
  readonly head: BookHead;
  readonly read: readonly ReadAppend[];
  readonly broken: BrokenAppend[];
};

/** Writes rows, commits nothing. The blocks must follow the last one that is kept; `followBlocks` sees to it. */
export async function writeBlocks(
  client: PoolClient,
  head: BookHead,
  blocks: readonly ExaminedBlock[],
  logSigner: LogSigner,
  issuers: KnownIssuers,
): Promise<Written> {
  const { read, broken, sizes } = readAppends(blocks, head.log.size);
  // Two that write the same block collide here, and one of them begins again from the rows.
  await insertBlocks(client, blocks, sizes);
  await settleTransactions(client, blocks);
  await insertBroken(client, broken);
  const last = read.at(-1);
  if (!last) return { head, read, broken };

  const states = await loadStates(client, subjectsOfAll(read));
  const { changed, network: founded } = foldAppends(read, states, head.founded, issuers);
  await insertPlaced(
    client,
    read.map(({ row }) => row),
  );
  if (changed.size > 0) await upsertStates(client, changed, states, last.row.index);
  const leaves = read.map(({ row }) => hashLeaf(row.entry));
  const grown = growTree(head.log.frontier, head.log.size, leaves);
  await insertNodes(client, grown.made);
  const log: LogHead = {
    size: head.log.size + read.length,
    frontier: grown.frontier,
    time: last.row.time,
    network: head.log.network ?? read[0]!.event.body.network,
  };
  await signHead(client, head.log, log, logSigner);
  return { head: { log, founded }, read, broken };
}

export async function foundedNetwork(db: Queryable): Promise<Id16 | undefined> {
  const { rows } = await db.query<{ subject: Subject }>(
    "SELECT subject FROM ledger_state WHERE starts_with(subject, 'network/') ORDER BY log_index LIMIT 1",
  );
  return rows[0]?.subject.slice("network/".length);
}

function subjectsOfAll(appends: readonly ReadAppend[]): Subject[] {
  const subjects = new Set<Subject>();
  for (const { event } of appends) {
    const { changes, reads } = subjectsOf(event);
    for (const subject of [...changes, ...reads]) subjects.add(subject);
  }
  return [...subjects];
}

async function insertPlaced(client: PoolClient, rows: readonly PlacedRow[]): Promise<void> {
  await client.query({
    name: "fabric-insert-entries",
    text: `INSERT INTO ledger_entry (log_index, event_id, event_hash, bytes, entry, committed_at, block, transaction)
           SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::bigint[], $8::text[])`,
    values: [
      rows.map(({ index }) => index),
      rows.map(({ eventId }) => eventId),
      rows.map(({ eventHash }) => eventHash),
      rows.map(({ bytes }) => bytes),
      rows.map(({ entry }) => Buffer.from(entry)),
      rows.map(({ time }) => time),
      rows.map(({ block }) => block),
      rows.map(({ transaction }) => transaction),
    ],
  });
}
