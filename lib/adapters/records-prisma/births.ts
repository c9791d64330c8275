/** Leaf and path of modules whose records are kept here: what a module's first own event brings to the ledger. */
import { createHash } from "node:crypto";
import { bytesOfHex } from "../../domain/bytes/hex.ts";
import { leafHash, type PublicRecord } from "../../domain/event/birth.ts";
import type { Birth, Hash, Subject } from "../../domain/event/event.ts";
import { parseManifestLine } from "../../domain/event/manifest.ts";
import { buildLevels } from "../../domain/log/merkle-tree.ts";
import { expectOk } from "../../domain/result.ts";
import type { Manifests } from "../../ports/manifests.ts";
import type { Queryable } from "../in-transaction.ts";

export type KeptBirth = Birth & { readonly record: PublicRecord };

type BirthSql = {
  readonly label: Hash;
  readonly leaf_index: number;
  readonly record: string;
  readonly activation: Hash | null;
  readonly lot: Subject;
  readonly manifest: Hash;
  /** JSON: the path that came with a consignment, where the manifest is not here. */
  readonly hashes: string | null;
};

/** Births with their public records, sorted by lot and index; labels without a record are missing. */
export async function keptBirths(db: Queryable, manifests: Manifests, labels: readonly Hash[]): Promise<KeptBirth[]> {
  const { rows } = await db.query<BirthSql>({
    name: "rm-births",
    text: `SELECT DISTINCT ON (m.label_id) encode(m.label_id, 'hex') AS label, m.leaf_index, m.record,
             encode(m.activation, 'hex') AS activation, l.subject AS lot, l.manifest, r.hashes
           FROM rm_module m JOIN rm_lot l ON l.number = m.lot_number
             LEFT JOIN received_birth r ON r.lot = l.subject AND r.leaf_index = m.leaf_index WHERE m.label_id = ANY($1) ORDER BY m.label_id, l.log_index`,
    values: [labels.map((label) => Buffer.from(label, "hex"))],
  });
  const byManifest = new Map<Hash, BirthSql[]>();
  const births: KeptBirth[] = [];
  for (const row of rows) {
    if (row.hashes !== null) births.push(birthOf(row, JSON.parse(row.hashes) as Hash[]));
    else byManifest.set(row.manifest, [...(byManifest.get(row.manifest) ?? []), row]);
  }
  for (const [manifest, ofLot] of byManifest) {
    const paths = await pathsOf(
      manifests,
      manifest,
      ofLot.map(({ leaf_index }) => leaf_index),
    );
    for (const [at, row] of ofLot.entries()) births.push(birthOf(row, paths[at] ?? []));
  }
  return births.sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : a.index - b.index));
}

/** From the tree beside the manifest; where it was lost it is made again from the lines. */
async function pathsOf(
  manifests: Manifests,
  manifest: Hash,
  indexes: readonly number[],
): Promise<readonly (readonly Hash[])[]> {
  const kept = await manifests.paths(manifest, indexes);
  if (kept) return kept;
  const leaves: Uint8Array[] = [];
  let isHead = true;
  for await (const line of manifests.lines(manifest)) {
    if (!isHead) leaves.push(expectOk(bytesOfHex(leafHash(expectOk(parseManifestLine(line)).leaf))));
    isHead = false;
  }
  const { levels } = buildLevels(leaves);
  await manifests.keepTree(
    manifest,
    levels.map((level) => Buffer.concat(level)),
  );
  const again = await manifests.paths(manifest, indexes);
  if (!again) throw new Error(`the tree of manifest ${manifest} could not be kept`);
  return again;
}

function birthOf({ label, leaf_index, record, activation, lot }: BirthSql, hashes: readonly Hash[]): KeptBirth {
  const recordHash = createHash("sha256").update(record).digest("hex");
  return {
    hashes,
    index: leaf_index,
    leaf: { activation, label, record: recordHash },
    lot,
    record: JSON.parse(record),
  };
}
