/** A lot of modules with whole records, codes and a manifest, for tests that look labels up. */
import { createHash } from "node:crypto";
import { bytesOfHex, hexOf } from "../../lib/domain/bytes/hex.ts";
import { leafHash, publicRecordOf, recordHash } from "../../lib/domain/event/birth.ts";
import type { Birth, Hash, LotLeaf, Subject } from "../../lib/domain/event/event.ts";
import { manifestHeadLine, manifestLine } from "../../lib/domain/event/manifest.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { lotSubject, moduleSubject, productSubject } from "../../lib/domain/event/subject.ts";
import { type Code, codeOfBytes, labelIdOf } from "../../lib/domain/label/code.ts";
import { buildLevels } from "../../lib/domain/log/merkle-tree.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { NETWORK, PRODUCT } from "./book.ts";

export type RecordedLot = {
  readonly subject: Subject;
  readonly codes: readonly Code[];
  readonly modules: readonly Subject[];
  /** Of the whole manifest, with their LF. */
  readonly lines: readonly string[];
  readonly fact: Extract<Fact, { kind: "lot-registered" }>;
  /** Of its tree, leaves first, 32 bytes a node. */
  readonly levels: readonly Uint8Array[];
  birthOf(module: Subject): Birth;
};

/** The codes follow from the lot id: the same lot again has the same labels. @param covered the key under each covered code */
export function recordedLot(
  count: number,
  lotId: string,
  maker = "lumina",
  covered?: (index: number) => Hash,
): RecordedLot {
  const bytes = (text: string) => createHash("sha256").update(text).digest().subarray(0, 16);
  const codes = Array.from({ length: count }, (_, index) => codeOfBytes(bytes(`code ${lotId} ${index}`)));
  const entries = codes.map((code, index) => {
    const labelId = labelIdOf(code);
    const { record, openings } = publicRecordOf(
      {
        v: 1,
        labelId,
        activationKey: covered?.(index) ?? null,
        lotId,
        partNumber: PRODUCT.partNumber,
        serialNumber: `LM26${lotId.replace(/\W/g, "")}${String(index).padStart(4, "0")}`,
        madeOn: "2026-02-01",
        tests: [{ at: "2026-02-01T09:00:00.000Z", temperaturePoint: "room", txPowerNanowatt: [812_000], passed: true }],
      },
      (path) => hexOf(bytes(`salt ${lotId} ${index} ${path}`)),
    );
    const leaf: LotLeaf = { activation: covered?.(index) ?? null, label: labelId, record: recordHash(record) };
    return { leaf, openings, record };
  });
  const tree = buildLevels(entries.map(({ leaf }) => expectOk(bytesOfHex(leafHash(leaf)))));
  const subject = lotSubject(maker, lotId);
  const root = hexOf(tree.root);
  const lines = [manifestHeadLine({ network: NETWORK, lot: subject, count, root }), ...entries.map(manifestLine)];
  const modules = entries.map(({ leaf }) => moduleSubject(leaf.label));
  return {
    subject,
    codes,
    modules,
    lines,
    fact: {
      kind: "lot-registered",
      lotId,
      product: productSubject(maker, PRODUCT.partNumber, PRODUCT.revision),
      count,
      root,
      manifest: createHash("sha256").update(lines.join("")).digest("hex"),
      madeOn: "2026-02-01",
      site: "Dresden",
    },
    levels: tree.levels.map((level) => Buffer.concat(level)),
    birthOf(module) {
      const index = modules.indexOf(module);
      const entry = entries[index];
      if (!entry) throw new Error(`${module} is not in lot ${lotId}`);
      return { hashes: tree.pathAt(index).map(hexOf), index, leaf: entry.leaf, lot: subject };
    },
  };
}
