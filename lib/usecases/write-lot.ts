/**
 * From births to what a lot is: rows, manifest and root. Rows go to the database while the lines of the manifest are made;
 * the head of the manifest names the root, so its lines wait in scratch until the last leaf is known.
 */
import type { BirthRecord } from "../domain/event/birth.ts";
import type { Hash, Id16, Subject } from "../domain/event/event.ts";
import { manifestHeadLine } from "../domain/event/manifest.ts";
import type { ModuleRowText, RowSink } from "../ports/lot-store.ts";
import type { Manifests } from "../ports/manifests.ts";
import type { Random } from "../ports/random.ts";
import type { OpenScratch } from "../ports/scratch.ts";
import { birthTexts } from "./birth-text.ts";
import { LeafHashes } from "./lot-tree.ts";

export type WriteLotDeps = {
  readonly manifests: Manifests;
  readonly openScratch: OpenScratch;
  readonly random: Random;
};
export type WrittenLot = { readonly count: number; readonly root: Hash; readonly manifest: Hash };

const SALT = 16;
const SALTS_AT_ONCE = 4096;

/**
 * @param births in leaf order, in batches
 * @param progress is told how many are done after each batch; what it throws ends the writing
 */
export async function writeLot(
  deps: WriteLotDeps,
  lot: { readonly network: Id16; readonly lot: Subject },
  births: AsyncIterable<readonly BirthRecord[]> | Iterable<readonly BirthRecord[]>,
  rows: RowSink,
  progress: (done: number) => Promise<void> = async () => {},
): Promise<WrittenLot> {
  const lines = deps.openScratch();
  const leaves = new LeafHashes();
  const saltFor = saltsOf(deps.random);
  try {
    for await (const batch of births) {
      const texts = batch.map((birth) => birthTexts(birth, saltFor));
      await rows.write(batch.map((birth, at) => rowOf(birth, leaves.count + at, texts[at]!.record)));
      await lines.write(texts.map(({ line }) => line).join(""));
      for (const { leafHash } of texts) leaves.push(leafHash);
      await progress(leaves.count);
    }
    const levels = leaves.levels();
    const root = Buffer.from(levels[levels.length - 1]!).toString("hex");
    const head = manifestHeadLine({ ...lot, count: leaves.count, root });
    const [manifest] = await Promise.all([deps.manifests.write(after(head, lines.read())), rows.end()]);
    await deps.manifests.keepTree(manifest, levels);
    return { count: leaves.count, root, manifest };
  } catch (cause) {
    await rows.abort();
    throw cause;
  } finally {
    await lines.discard();
  }
}

function rowOf(birth: BirthRecord, leafIndex: number, record: string): ModuleRowText {
  return { labelId: birth.labelId, leafIndex, serial: birth.serialNumber, record, activation: birth.activationKey };
}

async function* after(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
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
