/** A table as one hash: rows as text, ordered, whatever the order on disk. Two equal folds of one ledger have equal digests. */
import type { Queryable } from "../in-transaction.ts";

export type TableDigest = { readonly table: string; readonly rows: number; readonly sha256: string };

/** Lot numbers come from a sequence, so a replay gives others: rows name their lot by its subject. */
const ROWS_OF = {
  rm_event: ["log_index", "rm_event"],
  rm_event_reader: ["member, log_index", "rm_event_reader"],
  rm_subject_event: ["subject, log_index", "rm_subject_event"],
  rm_broken_subject: ["subject, log_index", "rm_broken_subject"],
  rm_subject_state: ["subject", "rm_subject_state"],
  rm_member: ["id", "rm_member"],
  rm_product: ["subject", "rm_product"],
  rm_lot: ["subject", "rm_lot", "number"],
  rm_module: [
    "lot_subject, leaf_index",
    "(SELECT m.*, l.subject AS lot_subject FROM rm_module m JOIN rm_lot l ON l.number = m.lot_number)",
    "lot_number",
  ],
  rm_label: ["label_id", "rm_label"],
  rm_label_key: ["subject", "rm_label_key"],
  rm_recall: ["target, recall", "rm_recall"],
  rm_thing: ["subject", "rm_thing", "lot_number"],
  rm_packing: ["item, from_index", "rm_packing"],
  rm_transfer: ["id", "rm_transfer"],
  rm_transfer_thing: ["transfer, subject", "rm_transfer_thing"],
  rm_transfer_exception: ["transfer, subject", "rm_transfer_exception"],
} as const satisfies Record<string, readonly [order: string, from: string, without?: string]>;

export async function digestsOf(db: Queryable): Promise<TableDigest[]> {
  const digests: TableDigest[] = [];
  for (const [table, [order, from, without = ""]] of Object.entries(ROWS_OF)) {
    // Each row's hash first: the hashes of ten million rows fit into one aggregate, their texts would not.
    const { rows } = await db.query<{ rows: number; digest: string }>(
      `SELECT count(*)::integer AS rows,
              encode(sha256(coalesce(string_agg(sha256(convert_to((to_jsonb(t) - $1)::text, 'UTF8')), ''::bytea ORDER BY ${order}), ''::bytea)), 'hex') AS digest
       FROM ${from} AS t`,
      [without],
    );
    digests.push({ table, rows: rows[0]?.rows ?? 0, sha256: rows[0]?.digest ?? "" });
  }
  return digests;
}
