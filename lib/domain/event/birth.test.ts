import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { lotOf } from "../../../test/model/book.ts";
import { hexOf } from "../bytes/hex.ts";
import { utf8Of } from "../bytes/utf8.ts";
import { type BirthRecord, fieldHash, leafHash, publicRecordOf, recordHash, verifyBirth } from "./birth.ts";
import { canonicalJson } from "./canonical-json.ts";

const HASH = "ab".repeat(32);
const SALT = "cd".repeat(16);
const birth: BirthRecord = {
  v: 1,
  labelId: HASH,
  activationKey: null,
  lotId: "L-1",
  partNumber: "LM-100G-LR4",
  serialNumber: "LM0001",
  madeOn: "2026-02-01",
  vendorName: "LUMINA",
  eeprom: { scheme: "truelane-eeprom/1", map: "SFF-8636", core: HASH, full: null, pages: [] },
  site: "Wuhan",
  tests: [
    {
      at: "2026-02-02T08:00:00.000Z",
      temperaturePoint: "room",
      temperatureMilliCelsius: 25_000,
      txPowerNanowatt: [1_000_000, 1_100_000],
      passed: true,
    },
  ],
};
const saltOf = (path: string) => hexOf(sha256(utf8Of(path))).slice(0, 32);

describe("public records", () => {
  const { record, openings } = publicRecordOf(birth, saltOf);

  it("show what anybody may know and hide the rest, each value apart", () => {
    const { sealed, ...clear } = record;
    expect(clear).toEqual({
      v: 1,
      lotId: "L-1",
      partNumber: "LM-100G-LR4",
      serialNumber: "LM0001",
      madeOn: "2026-02-01",
      vendorName: "LUMINA",
      eeprom: { scheme: "truelane-eeprom/1", map: "SFF-8636", core: HASH },
      tests: [{ passed: true }],
    });
    expect(Object.keys(sealed ?? {})).toEqual([
      "/site",
      "/tests/0/at",
      "/tests/0/temperatureMilliCelsius",
      "/tests/0/temperaturePoint",
      "/tests/0/txPowerNanowatt/0",
      "/tests/0/txPowerNanowatt/1",
    ]);
  });

  it("are opened value by value", () => {
    expect(openings.map(({ path, value }) => [path, value])).toContainEqual(["/tests/0/txPowerNanowatt/1", 1_100_000]);
    for (const opening of openings) expect(record.sealed?.[opening.path]).toBe(fieldHash(opening));
  });

  it("are not opened by another value, another salt, or at another path", () => {
    const [opening] = openings;
    if (!opening) throw new Error("no openings");
    expect(fieldHash({ ...opening, value: "Wuhan " })).not.toBe(fieldHash(opening));
    expect(fieldHash({ ...opening, salt: SALT })).not.toBe(fieldHash(opening));
    expect(fieldHash({ ...opening, path: "/firmware" })).not.toBe(fieldHash(opening));
  });

  it("hold neither null nor an empty list, and seal nothing where nothing is to hide", () => {
    const { tests: _, site: __, ...plain } = birth;
    expect(canonicalJson(publicRecordOf(plain, saltOf).record)).not.toMatch(/null|\[\]|sealed|label|activation/);
  });
});

describe("hashes of births", () => {
  it("are those that bytes.md names", () => {
    const leaf = { activation: null, label: HASH, record: HASH };
    const text = `\u0000{"activation":null,"label":"${HASH}","record":"${HASH}"}`;
    expect(leafHash(leaf)).toBe(hexOf(sha256(utf8Of(text))));
    const opening = { path: "/site", salt: SALT, value: "Wuhan" };
    expect(fieldHash(opening)).toBe(hexOf(sha256(utf8Of(`truelane-field/1\n["${SALT}","/site","Wuhan"]`))));
    const { record } = publicRecordOf(birth, saltOf);
    expect(recordHash(record)).toBe(hexOf(sha256(utf8Of(canonicalJson(record)))));
  });
});

describe("a lot", () => {
  const lot = lotOf(11);
  const known = { count: lot.fact.count, root: lot.fact.root };

  it("vouches for each of its modules", () => {
    for (const module of lot.modules) expect(verifyBirth(lot.birthOf(module), known)).toBe(true);
  });

  it("vouches for none at another place, with another record, label or key, or of another lot", () => {
    const right = lot.birthOf(lot.modules[4] ?? "");
    const other = { ...right, leaf: { ...right.leaf, record: HASH } };
    expect(verifyBirth(other, known)).toBe(false);
    expect(verifyBirth({ ...right, leaf: { ...right.leaf, label: HASH } }, known)).toBe(false);
    expect(verifyBirth({ ...right, leaf: { ...right.leaf, activation: HASH } }, known)).toBe(false);
    expect(verifyBirth({ ...right, index: 5 }, known)).toBe(false);
    expect(verifyBirth({ ...right, hashes: right.hashes.slice(1) }, known)).toBe(false);
    expect(verifyBirth({ ...right, hashes: ["zz"] }, known)).toBe(false);
    expect(verifyBirth(right, { ...known, count: 8 })).toBe(false);
    expect(verifyBirth(right, { ...known, root: HASH })).toBe(false);
  });
});
