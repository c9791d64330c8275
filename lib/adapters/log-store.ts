/**
 * The log's public side: what strangers and witnesses may read, at any size that a checkpoint was signed for.
 * Works on a pool alone, so that processes without keys serve it (C2SP tlog-checkpoint and tlog-tiles).
 */
import type pg from "pg";
import {
  consistencyRanges,
  foldSubtrees,
  inclusionRanges,
  type NodeName,
  type Range,
  subtreesOf,
} from "./log-nodes.ts";

export type Queryable = Pick<pg.Pool, "query">;

/** `note`: the signed note as it is published. `root`: 32 bytes. */
export type Checkpoint = {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  readonly signedAt: string;
};

const TILE_WIDTH = 256;
const ENTRY_BYTES = 64;

/** The newest signed head; `undefined` before the network is founded. */
export async function latestCheckpoint(db: Queryable): Promise<Checkpoint | undefined> {
  return checkpointOf(
    await db.query<CheckpointRow>(
      "SELECT size, root, note, signed_at FROM ledger_checkpoint ORDER BY size DESC LIMIT 1",
    ),
  );
}

/** The head that was signed for exactly this size. */
export async function checkpointAt(db: Queryable, size: number): Promise<Checkpoint | undefined> {
  return checkpointOf(
    await db.query<CheckpointRow>("SELECT size, root, note, signed_at FROM ledger_checkpoint WHERE size = $1", [size]),
  );
}

/** C2SP verifier keys that signed checkpoints here, oldest first. */
export async function logKeys(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ verifier_key: string }>("SELECT verifier_key FROM ledger_log_key ORDER BY since");
  return rows.map((row) => row.verifier_key);
}

/**
 * The hashes of one tile, `width` × 32 bytes; `undefined` when the tree does not reach so far.
 * @param level tile level (8 tree levels each) @param width 1 to 256
 */
export async function tile(
  db: Queryable,
  level: number,
  index: number,
  width = TILE_WIDTH,
): Promise<Uint8Array | undefined> {
  if (!isPlace(level, 6) || !isPlace(index, 2 ** 40) || !isPlace(width - 1, TILE_WIDTH)) return undefined;
  const { rows } = await db.query<{ hash: Buffer }>({
    name: "ledger-tile",
    text: "SELECT hash FROM ledger_node WHERE level = $1 AND node_index >= $2 AND node_index < $3 ORDER BY node_index",
    values: [level * 8, index * TILE_WIDTH, index * TILE_WIDTH + width],
  });
  return rows.length === width ? Buffer.concat(rows.map((row) => row.hash)) : undefined;
}

/** The entries under a level-0 tile, each with its 2-byte length; hashes only. `undefined` when the log does not reach so far. */
export async function entryBundle(db: Queryable, index: number, width = TILE_WIDTH): Promise<Uint8Array | undefined> {
  if (!isPlace(index, 2 ** 40) || !isPlace(width - 1, TILE_WIDTH)) return undefined;
  const { rows } = await db.query<{ entry: Buffer }>({
    name: "ledger-bundle",
    text: "SELECT entry FROM ledger_entry WHERE log_index >= $1 AND log_index < $2 ORDER BY log_index",
    values: [index * TILE_WIDTH, index * TILE_WIDTH + width],
  });
  const length = Buffer.from([0, ENTRY_BYTES]);
  return rows.length === width ? Buffer.concat(rows.flatMap((row) => [length, row.entry])) : undefined;
}

/** The audit path of leaf `index` in the tree of the first `size` leaves, leaf upward. `undefined` for a place that is not there. */
export async function inclusion(db: Queryable, index: number, size: number): Promise<Uint8Array[] | undefined> {
  return isPlace(index, size) ? hashesOf(db, inclusionRanges(index, size)) : undefined;
}

/** What shows that the tree of `oldSize` leaves is a beginning of that of `size`. `undefined` for sizes that never were. */
export async function consistency(db: Queryable, oldSize: number, size: number): Promise<Uint8Array[] | undefined> {
  return isPlace(oldSize, size + 1) ? hashesOf(db, consistencyRanges(oldSize, size)) : undefined;
}

/** The root of the first `size` leaves (`size` > 0), from stored subtrees. */
export async function rootAt(db: Queryable, size: number): Promise<Uint8Array | undefined> {
  const [root] = (await hashesOf(db, [{ from: 0, to: size }])) ?? [];
  return root;
}

/** The stored hashes of these subtrees, in the order asked for; `undefined` when one is missing. */
export async function nodeHashes(db: Queryable, names: readonly NodeName[]): Promise<Uint8Array[] | undefined> {
  if (names.length === 0) return [];
  const { rows } = await db.query<{ level: number; node_index: string; hash: Buffer }>({
    name: "ledger-nodes",
    text: `SELECT node.level, node.node_index, node.hash
           FROM unnest($1::smallint[], $2::bigint[]) AS asked(level, node_index)
           JOIN ledger_node node ON node.level = asked.level AND node.node_index = asked.node_index`,
    values: [names.map((name) => name.level), names.map((name) => name.index)],
  });
  const found = new Map(rows.map((row) => [`${row.level} ${row.node_index}`, row.hash]));
  const hashes = names.map((name) => found.get(`${name.level} ${name.index}`));
  return hashes.every((hash) => hash !== undefined) ? (hashes as Uint8Array[]) : undefined;
}

async function hashesOf(db: Queryable, ranges: readonly Range[]): Promise<Uint8Array[] | undefined> {
  const parts = ranges.map(subtreesOf);
  const hashes = await nodeHashes(db, parts.flat());
  if (!hashes) return undefined;
  const unread = [...hashes];
  return parts.map((names) => foldSubtrees(unread.splice(0, names.length)));
}

type CheckpointRow = { size: string; root: Buffer; note: string; signed_at: string };

function checkpointOf({ rows: [row] }: { rows: CheckpointRow[] }): Checkpoint | undefined {
  return row && { size: Number(row.size), root: row.root, note: row.note, signedAt: row.signed_at };
}

function isPlace(number: number, end: number): boolean {
  return Number.isSafeInteger(number) && number >= 0 && number < end;
}
