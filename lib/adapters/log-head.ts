/** The end of the log: what the writer carries from one append to the next, and the signed note that publishes it. */
import type { PoolClient } from "pg";
import { hexOf } from "../domain/bytes/hex.ts";
import type { Id16, Time } from "../domain/event/event.ts";
import { checkpointBody } from "../domain/log/checkpoint.ts";
import { logEntry } from "../domain/log/log-entry.ts";
import { hashLeaf } from "../domain/log/merkle-tree.ts";
import type { LogSigner } from "../ports/signer.ts";
import { foldSubtrees, growTree, subtreesOf, type TreeNode } from "./log-nodes.ts";
import { latestCheckpoint, nodeHashes, type Queryable } from "./log-store.ts";
import { readEntries, storedEvent } from "./stored-entries.ts";

/** `frontier`: complete subtrees of the first `size` leaves, largest first. `time`: that of the newest entry, or empty. */
export type LogHead = {
  readonly size: number;
  readonly frontier: readonly TreeNode[];
  readonly time: Time;
  /** That position 0 founded. */
  readonly network?: Id16;
};

/**
 * Reads the end of the log from its rows.
 * @throws when entries, nodes and the newest signed head do not belong together: somebody changed rows behind our back.
 */
export async function readHead(db: Queryable): Promise<LogHead> {
  const { rows } = await db.query<{ size: string; time: string | null }>(
    `SELECT coalesce(max(log_index) + 1, 0) AS size,
            (SELECT committed_at FROM ledger_entry ORDER BY log_index DESC LIMIT 1) AS time FROM ledger_entry`,
  );
  const size = Number(rows[0]?.size ?? 0);
  const frontier = await frontierAt(db, size);
  const signed = await latestCheckpoint(db);
  if ((signed?.size ?? 0) !== size)
    throw damaged(`${size} entries, but the newest signed head has ${signed?.size ?? 0}`);
  if (signed && hexOf(rootOf(frontier)) !== hexOf(signed.root))
    throw damaged(`another root than the one signed for size ${size}`);
  const [first] = await readEntries(db, 0, 1);
  return { size, frontier, time: rows[0]?.time ?? "", network: first?.event.body.network };
}

/**
 * Signs the new head. Reads the new entries and the old frontier back from their rows and recomputes the root from them:
 * what gets our signature is what is stored, not what this process believes it stored.
 */
export async function signHead(
  client: PoolClient,
  before: LogHead,
  after: LogHead,
  logSigner: LogSigner,
): Promise<void> {
  const { rows } = await client.query<{ bytes: string; entry: Buffer }>({
    name: "ledger-read-back",
    text: "SELECT bytes, entry FROM ledger_entry WHERE log_index >= $1 ORDER BY log_index",
    values: [before.size],
  });
  const leaves = rows.map((row) => {
    const entry = logEntry(storedEvent(row.bytes));
    if (!row.entry.equals(entry)) throw damaged("a new entry reads back otherwise than it was written");
    return hashLeaf(entry);
  });
  const root = rootOf(growTree(await frontierAt(client, before.size), before.size, leaves).frontier);
  if (before.size + leaves.length !== after.size || hexOf(root) !== hexOf(rootOf(after.frontier)))
    throw damaged(`the tree of ${after.size} reads back otherwise than it was written`);

  const origin = `truelane/${after.network}`;
  const note = await logSigner.signNote(checkpointBody({ origin, size: after.size, root }));
  await client.query({
    name: "ledger-sign",
    text: `WITH signed AS (INSERT INTO ledger_checkpoint (size, root, note, signed_at) VALUES ($1, $2, $3, $4))
           INSERT INTO ledger_log_key (verifier_key, since) VALUES ($5, $1) ON CONFLICT (verifier_key) DO NOTHING`,
    values: [after.size, Buffer.from(root), note, after.time, await logSigner.verifierKey(origin)],
  });
}

/** Something is stored that this ledger never wrote. Nothing more may be signed over it. */
export class LedgerDamaged extends Error {
  override readonly name = "LedgerDamaged";
}

function damaged(what: string): LedgerDamaged {
  return new LedgerDamaged(`the stored ledger contradicts itself: ${what}. Restore a backup; do not append`);
}

async function frontierAt(db: Queryable, size: number): Promise<TreeNode[]> {
  const names = subtreesOf({ from: 0, to: size });
  const hashes = await nodeHashes(db, names);
  if (!hashes) throw damaged(`nodes of the tree of ${size} are missing`);
  return names.map((name, at) => ({ ...name, hash: hashes[at]! }));
}

function rootOf(frontier: readonly TreeNode[]): Uint8Array {
  return foldSubtrees(frontier.map((node) => node.hash));
}
