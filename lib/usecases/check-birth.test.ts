import { mkdtemp, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RecordedLot, recordedLot } from "../../test/model/recorded-lot.ts";
import { openLotTrees } from "../adapters/manifests-file/lot-trees.ts";
import { treeFile } from "../adapters/manifests-file/manifest-files.ts";
import { openManifestFiles } from "../adapters/manifests-file/manifests.ts";
import { canonicalJson, type Json } from "../domain/event/canonical-json.ts";
import type { LabelOnRecord } from "../ports/scan-records.ts";
import { birthChecker } from "./check-birth.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "truelane-trees-"));
});
afterAll(() => rm(folder, { recursive: true }));

function onRecord(lot: RecordedLot, index: number): LabelOnRecord {
  const { leaf, record } = JSON.parse(lot.lines[index + 1] as string) as { leaf: { label: string }; record: Json };
  return {
    label: leaf.label,
    lot: { ...lot.fact, subject: lot.subject } as unknown as LabelOnRecord["lot"],
    leafIndex: index,
    record: canonicalJson(record),
    asked: { label: leaf.label, state: undefined },
    module: undefined,
    lotState: {},
    life: [],
    activation: null,
    custody: { holder: "Lumina", soldBy: null, disputed: false, stolenWith: null },
    moves: [],
    transfers: [],
    brokenRules: 0,
  };
}

async function kept(count: number, lotId: string): Promise<RecordedLot> {
  const lot = recordedLot(count, lotId);
  await openManifestFiles(folder).keepTree(lot.fact.manifest, lot.levels);
  return lot;
}

/** However little of the tree stays in memory. */
const CHECKERS = [1, 2, 3, 8, 10_000] as const;
const checkers = () => CHECKERS.map((nodes) => birthChecker(openLotTrees(folder, nodes)));

describe("a module's birth", () => {
  it("lies under the root of its lot, for every module of lots of every shape", async () => {
    for (const count of [1, 2, 3, 5, 8, 13, 33]) {
      const lot = await kept(count, `S${count}`);
      for (const check of checkers())
        for (let index = 0; index < count; index++) expect(await check(onRecord(lot, index))).toBe("passed");
    }
  });

  it("does not when its record, label, place, activation key or lot was edited", async () => {
    const lot = await kept(13, "E");
    const other = recordedLot(13, "F");
    for (const check of checkers())
      for (const index of [0, 7, 12]) {
        const honest = onRecord(lot, index);
        const edited: Partial<LabelOnRecord>[] = [
          { record: honest.record.replace("LM26E", "LM26X") },
          { record: ` ${honest.record}` },
          { label: onRecord(lot, 3).label },
          { leafIndex: (index + 1) % 13 },
          { leafIndex: 13 },
          { leafIndex: -1 },
          { activation: "0".repeat(64) },
          { lot: { ...honest.lot, root: other.fact.root } },
          { lot: { ...honest.lot, count: 12 } },
        ];
        expect(await check(honest)).toBe("passed");
        for (const edit of edited) expect(await check({ ...honest, ...edit }), JSON.stringify(edit)).toBe("failed");
      }
  });

  it("fails where somebody edited the tree itself", async () => {
    const lot = await kept(13, "T");
    const levels = lot.levels.map((level) => Uint8Array.from(level, (byte, at) => (at === 40 ? byte ^ 1 : byte)));
    await openManifestFiles(folder).keepTree(lot.fact.manifest, levels);
    for (const check of checkers()) expect(await check(onRecord(lot, 0))).toBe("failed");
  });

  it("is not checked where no tree is kept, and a cut tree is no tree", async () => {
    const gone = recordedLot(13, "G");
    for (const check of checkers()) expect(await check(onRecord(gone, 0))).toBe("not-run");
    const cut = await kept(13, "C");
    await truncate(treeFile(folder, cut.fact.manifest), 32 * 3);
    for (const check of checkers()) expect(await check(onRecord(cut, 0))).not.toBe("passed");
  });
});
