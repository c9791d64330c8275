/**
 * From births to what a lot is: rows, manifest and root. Rows go to the database and lines to the manifest while the next are
 * made; the head of the manifest names the root, so its place is kept free until the last leaf is known.
 */
import { setImmediate as takeTurns } from "node:timers/promises";
import type { BirthRecord } from "../domain/event/birth.ts";
import type { Hash, Id16, Subject } from "../domain/event/event.ts";
import { manifestHeadLine } from "../domain/event/manifest.ts";
import type { ModuleRow, RowSink } from "../ports/lot-store.ts";
import type { ManifestDraft, Manifests } from "../ports/manifests.ts";
import type { Random } from "../ports/random.ts";
import { BirthLines } from "./birth-lines.ts";
import { LeafHashes } from "./lot-tree.ts";

export type WriteLotDeps = { readonly manifests: Manifests; readonly random: Random };
export type LotToWrite = { readonly network: Id16; readonly lot: Subject; readonly count: number };
export type WrittenLot = { readonly count: number; readonly root: Hash; readonly manifest: Hash };

const SALT = 16;
const SALTS_AT_ONCE = 4096;
/** About what a socket holds: the database reads while the next rows are made, and waits for none. */
const ROWS_AT_ONCE = 64;

/**
 * @param births as many as `lot.count`, in leaf order, in batches
 * @param progress is told how many are done after each batch; what it throws ends the writing
 * @throws RangeError when there are more or fewer births than were announced
 */
export async function writeLot(
  deps: WriteLotDeps,
  lot: LotToWrite,
  births: AsyncIterable<readonly BirthRecord[]> | Iterable<readonly BirthRecord[]>,
  rows: RowSink,
  progress: (done: number) => Promise<void> = async () => {},
): Promise<WrittenLot> {
  const leaves = new LeafHashes();
  const lines = new BirthLines(saltsOf(deps.random));
  let draft: ManifestDraft | undefined;
  try {
    draft = await deps.manifests.begin(headOf(lot, "0".repeat(64)).length);
    for await (const batch of births) {
      for (let from = 0; from < batch.length; from += ROWS_AT_ONCE) {
        lines.clear();
        const made = batch.slice(from, from + ROWS_AT_ONCE).map((birth) => rowOf(birth, leaves, lines));
        const { bytes } = lines;
        await Promise.all([rows.write(made.map((row) => row(bytes))), draft.write(bytes)]);
        await takeTurns();
      }
      await progress(leaves.count);
    }
    if (leaves.count !== lot.count) throw new RangeError(`${leaves.count} births for a lot of ${lot.count}`);
    const levels = leaves.levels();
    const root = Buffer.from(levels[levels.length - 1]!).toString("hex");
    const [kept, ended] = [draft.keep(headOf(lot, root)), rows.end()];
    // Neither is cut off by the other's failure: a manifest that is half in place could not be abandoned.
    await Promise.allSettled([kept, ended]);
    const [manifest] = await Promise.all([kept, ended]);
    await deps.manifests.keepTree(manifest, levels);
    return { count: leaves.count, root, manifest };
  } catch (cause) {
    await Promise.all([rows.abort(), draft?.abandon()]);
    throw cause;
  }
}

function headOf({ network, lot, count }: LotToWrite, root: Hash): Buffer {
  return Buffer.from(manifestHeadLine({ network, lot, count, root }));
}

/** The record's bytes can be named only when the lines of all its neighbours are written. */
function rowOf(birth: BirthRecord, leaves: LeafHashes, lines: BirthLines): (bytes: Buffer) => ModuleRow {
  const leafIndex = leaves.count;
  const { leafHash, record } = lines.add(birth);
  leaves.push(leafHash);
  const { labelId, serialNumber: serial, activationKey: activation } = birth;
  return (bytes) => ({ labelId, leafIndex, serial, record: bytes.subarray(...record), activation });
}

/** One call for random bytes serves some thousand salts; each is used once. */
export function saltsOf(random: Random): () => Id16 {
  let text = "";
  let at = 0;
  return () => {
    if (at === text.length) {
      text = Buffer.from(random.bytes(SALT * SALTS_AT_ONCE)).toString("hex");
      at = 0;
    }
    at += 2 * SALT;
    return text.slice(at - 2 * SALT, at);
  };
}
