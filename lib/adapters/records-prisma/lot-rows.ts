/** The module rows of a lot: those that its import copied, or, when they are not here, those of its manifest. */
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { bytesOfHex, hexOf } from "../../domain/bytes/hex.ts";
import { leafHash } from "../../domain/event/birth.ts";
import { canonicalBytes, type Json } from "../../domain/event/canonical-json.ts";
import type { Hash, Subject } from "../../domain/event/event.ts";
import { parseManifestHeadLine, parseManifestLine } from "../../domain/event/manifest.ts";
import { buildLevels } from "../../domain/log/merkle-tree.ts";
import { expectOk } from "../../domain/result.ts";
import type { ModuleRow } from "../../ports/lot-store.ts";
import type { Manifests } from "../../ports/manifests.ts";
import { COPY_MODULES, moduleLines } from "./module-lines.ts";
import { adoptReceived } from "./received-births.ts";

const ROWS_AT_ONCE = 64;

type RegisteredLot = { readonly lot: Subject; readonly count: number; readonly root: Hash; readonly manifest: Hash };

/** @returns the number under which the rows lie, and whether they are complete and vouched for by the root. */
export async function adoptLotRows(
  client: PoolClient,
  manifests: Manifests,
  lot: RegisteredLot,
): Promise<{ number: number; recordsKept: boolean }> {
  const number = await numberOfImport(client, lot);
  if (number !== undefined && (await countRows(client, number)) === lot.count) return { number, recordsKept: true };
  const fresh = number ?? (await nextNumber(client));
  if (number !== undefined) await client.query("DELETE FROM rm_module WHERE lot_number = $1", [number]);
  const recordsKept = (await manifests.has(lot.manifest)) && (await copyManifest(client, manifests, lot, fresh));
  if (!recordsKept) await adoptReceived(client, lot.lot, fresh);
  return { number: fresh, recordsKept };
}

/** Reads every line as a stranger would: a manifest that does not hash to the lot's root gives no rows. */
async function copyManifest(
  client: PoolClient,
  manifests: Manifests,
  lot: RegisteredLot,
  number: number,
): Promise<boolean> {
  const copy = client.query(copyFrom(COPY_MODULES));
  const leaves: Uint8Array[] = [];
  let head: ReturnType<typeof parseManifestHeadLine> | undefined;
  let rows: ModuleRow[] = [];
  for await (const line of manifests.lines(lot.manifest)) {
    if (!head) {
      head = parseManifestHeadLine(line);
      continue;
    }
    const row = rowOfLine(line, leaves.length);
    if (!row) break;
    leaves.push(row.leaf);
    rows.push(row);
    if (rows.length < ROWS_AT_ONCE) continue;
    if (!copy.write(moduleLines(number, rows))) await once(copy, "drain");
    rows = [];
  }
  copy.end(moduleLines(number, rows));
  await finished(copy);
  const tree = buildLevels(leaves);
  const isRight =
    head?.ok && head.value.lot === lot.lot && leaves.length === lot.count && hexOf(tree.root) === lot.root;
  if (isRight) await manifests.keepTree(lot.manifest, tree.levels.map(joined));
  else await client.query("DELETE FROM rm_module WHERE lot_number = $1", [number]);
  return isRight ?? false;
}

function rowOfLine(line: string, leafIndex: number): (ModuleRow & { leaf: Uint8Array }) | undefined {
  const entry = parseManifestLine(line);
  if (!entry.ok) return undefined;
  const { leaf, record } = entry.value;
  return {
    labelId: leaf.label,
    leafIndex,
    serial: record.serialNumber,
    record: canonicalBytes(record as unknown as Json),
    activation: leaf.activation,
    leaf: expectOk(bytesOfHex(leafHash(leaf))),
  };
}

function joined(level: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(level);
}

async function numberOfImport(client: PoolClient, { lot, manifest }: RegisteredLot): Promise<number | undefined> {
  const { rows } = await client.query<{ number: number }>(
    "SELECT number FROM lot_import WHERE lot = $1 AND manifest = $2 ORDER BY number DESC LIMIT 1",
    [lot, manifest],
  );
  return rows[0]?.number;
}

async function countRows(client: PoolClient, number: number): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM rm_module WHERE lot_number = $1",
    [number],
  );
  return rows[0]?.count ?? 0;
}

/** Numbers of lots that were not imported here come from the same sequence: two lots never share one. */
async function nextNumber(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ number: string }>(
    "SELECT nextval(pg_get_serial_sequence('lot_import', 'number')) AS number",
  );
  return Number(rows[0]?.number);
}
