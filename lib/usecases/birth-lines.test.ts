import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOfHex, hexOf } from "../domain/bytes/hex.ts";
import { type BirthRecord, leafHash, publicRecordOf, recordHash } from "../domain/event/birth.ts";
import { canonicalJson, type Json } from "../domain/event/canonical-json.ts";
import { manifestLine } from "../domain/event/manifest.ts";
import { buildLevels } from "../domain/log/merkle-tree.ts";
import { expectOk } from "../domain/result.ts";
import { BirthLines } from "./birth-lines.ts";
import { LeafHashes } from "./lot-tree.ts";

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hexOf);
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((one) => !one.includes("\u0000"));
const whole = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
const lanes = fc.array(whole, { minLength: 1, maxLength: 12 });
const optional = { requiredKeys: [] as [] };
const test = fc
  .record({
    at: fc.constant("2026-07-04T09:30:00.000Z"),
    temperaturePoint: fc.constantFrom("room" as const, "low" as const),
    passed: fc.boolean(),
  })
  .chain((needed) =>
    fc
      .record(
        {
          station: text,
          temperatureMilliCelsius: whole,
          supplyMicrovolt: whole,
          powerDrawMilliwatt: whole,
          biasMicroamp: lanes,
          txPowerNanowatt: lanes,
          rxPowerNanowatt: lanes,
          wavelengthPicometre: lanes,
          extinctionRatioMilliDb: lanes,
          tdecqMilliDb: lanes,
          smsrMilliDb: lanes,
          rxSensitivityMilliDbm: lanes,
        },
        optional,
      )
      .map((more) => ({ ...needed, ...more })),
  );
const birth: fc.Arbitrary<BirthRecord> = fc
  .tuple(
    fc.record({
      v: fc.constant(1 as const),
      labelId: hash,
      activationKey: fc.option(hash),
      lotId: text,
      partNumber: text,
      serialNumber: text,
      madeOn: fc.constant("2026-07-04"),
    }),
    fc.record(
      {
        vendorName: text,
        vendorOui: text,
        revision: text,
        dateCode: text,
        manufacturerSerial: text,
        clei: text,
        formFactor: text,
        managementSpec: fc.constantFrom("CMIS" as const, "SFF-8472" as const),
        connector: text,
        media: text,
        site: text,
        firmware: text,
        hardwareRevision: text,
        hostCoding: text,
        tests: fc.array(test, { maxLength: 12 }),
        eeprom: fc.record({
          scheme: fc.constant("truelane-eeprom/1" as const),
          map: text,
          core: hash,
          full: fc.option(hash),
          pages: fc.array(text, { maxLength: 3 }),
        }),
      },
      optional,
    ),
  )
  .map(([needed, more]) => ({ ...needed, ...more }));

function textsOf(one: BirthRecord, saltFor: () => string, lines = new BirthLines(saltFor)) {
  lines.clear();
  const { leafHash, record } = lines.add(one);
  return { leafHash, record: lines.bytes.subarray(...record).toString("utf8"), line: lines.bytes.toString("utf8") };
}

describe("the bytes of a birth", () => {
  it("are those of the domain, for every record", () => {
    fc.assert(
      fc.property(birth, (one) => {
        let salt = 0;
        const next = () => (++salt).toString(16).padStart(32, "0");
        const texts = textsOf(one, next);
        const salts = new Map<string, string>();
        for (const { path, salt } of JSON.parse(texts.line).openings ?? []) salts.set(path, salt);
        const { record, openings } = publicRecordOf(one, (path) => salts.get(path) as string);
        const leaf = { activation: one.activationKey, label: one.labelId, record: recordHash(record) };
        expect(texts.record).toBe(canonicalJson(record as unknown as Json));
        expect(texts.line).toBe(manifestLine({ leaf, openings, record }));
        expect(texts.leafHash).toBe(leafHash(leaf));
      }),
      { numRuns: 150 },
    );
  });

  it("are the same, whatever was written before them", () => {
    const salt = () => "0".repeat(32);
    fc.assert(
      fc.property(fc.array(birth, { minLength: 2, maxLength: 5 }), (all) => {
        const together = new BirthLines(salt);
        const apart = all.map((one) => textsOf(one, salt));
        const records = all.map((one) => together.add(one).record);
        expect(together.bytes.toString("utf8")).toBe(apart.map(({ line }) => line).join(""));
        expect(records.map((record) => together.bytes.subarray(...record).toString("utf8"))).toEqual(
          apart.map(({ record }) => record),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("take a backslash for what it is", () => {
    const [one] = fc.sample(birth, { numRuns: 1, seed: 1 }) as [BirthRecord];
    expect(textsOf({ ...one, site: "C:\\udev\\u0000" }, () => "0".repeat(32)).line).toContain("C:");
  });

  it("refuse what has no canonical form, as the domain does", () => {
    const [one] = fc.sample(birth, { numRuns: 1, seed: 1 }) as [BirthRecord];
    for (const serialNumber of ["\ud800", "a\u0000b"])
      expect(() => textsOf({ ...one, serialNumber }, () => "0".repeat(32))).toThrow(TypeError);
  });
});

describe("a lot's tree", () => {
  it("is the domain's, for every size", () => {
    for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 100, 1025, 2048]) {
      const leaves = new LeafHashes();
      const hashes = Array.from({ length: size }, (_, at) => at.toString(16).padStart(64, "0"));
      for (const one of hashes) leaves.push(one);
      const tree = buildLevels(hashes.map((one) => expectOk(bytesOfHex(one))));
      expect(leaves.levels().map((level) => hexOf(level))).toEqual(
        tree.levels.map((level) => level.map(hexOf).join("")),
      );
    }
  });
});
