import { describe, expect, it } from "vitest";
import { NETWORK } from "../../../test/model/book.ts";
import { type BirthRecord, publicRecordOf, recordHash } from "./birth.ts";
import {
  consignmentHeadLine,
  consignmentLine,
  manifestHeadLine,
  manifestLine,
  parseConsignmentHeadLine,
  parseConsignmentLine,
  parseManifestHeadLine,
  parseManifestLine,
} from "./manifest.ts";

const HASH = "ab".repeat(32);
const birth: BirthRecord = {
  v: 1,
  labelId: HASH,
  activationKey: null,
  lotId: "L-1",
  partNumber: "LM-100G-LR4",
  serialNumber: "LM0001",
  madeOn: "2026-02-01",
  site: "Wuhan",
};
const { record, openings } = publicRecordOf(birth, () => "cd".repeat(16));
const leaf = { activation: null, label: HASH, record: recordHash(record) };
const place = { hashes: [HASH], index: 1, lot: "lot/lumina/L-1" };

describe("manifests and consignments", () => {
  it("are lines of canonical JSON that come back as they were", () => {
    const head = { network: NETWORK, lot: "lot/lumina/L-1", count: 2, root: HASH };
    expect(manifestHeadLine(head)).toBe(
      `{"count":2,"lot":"lot/lumina/L-1","network":"${NETWORK}","root":"${HASH}","v":1}\n`,
    );
    expect(parseManifestHeadLine(manifestHeadLine(head))).toEqual({ ok: true, value: { v: 1, ...head } });
    const transfer = { network: NETWORK, transfer: `transfer/${NETWORK}`, count: 1 };
    expect(parseConsignmentHeadLine(consignmentHeadLine(transfer))).toEqual({ ok: true, value: { v: 1, ...transfer } });
    const entry = { leaf, openings, record };
    expect(parseManifestLine(manifestLine(entry))).toEqual({ ok: true, value: entry });
    expect(parseManifestLine(manifestLine(entry).trimEnd())).toEqual({ ok: true, value: entry });
    expect(parseConsignmentLine(consignmentLine({ ...place, ...entry }))).toEqual({
      ok: true,
      value: { ...place, ...entry },
    });
  });

  it("leave out openings that nobody was granted", () => {
    expect(manifestLine({ leaf, openings: [], record })).toBe(manifestLine({ leaf, record }));
  });

  it("refuse a record that the leaf does not name", () => {
    const other = { ...record, serialNumber: "LM0002" };
    expect(parseManifestLine(manifestLine({ leaf, record: other }))).toMatchObject({
      ok: false,
      error: { detail: "the leaf names another record" },
    });
  });

  it("refuse an opening of a value that is not the sealed one", () => {
    const lies = openings.map((opening) => ({ ...opening, value: "Elsewhere" }));
    expect(parseManifestLine(manifestLine({ leaf, openings: lies, record })).ok).toBe(false);
    const stray = [{ path: "/firmware", salt: "cd".repeat(16), value: "1.0" }];
    expect(parseManifestLine(manifestLine({ leaf, openings: stray, record })).ok).toBe(false);
  });

  it.each([
    ["an empty line", ""],
    ["two line ends", `${manifestLine({ leaf, record })}\n`],
    ["a carriage return", manifestLine({ leaf, record }).replace("\n", "\r\n")],
    ["a member too many", manifestLine({ leaf, record }).replace('{"leaf"', '{"a":1,"leaf"')],
    ["a head in place of a module", manifestHeadLine({ network: NETWORK, lot: place.lot, count: 2, root: HASH })],
    ["a path where none belongs", consignmentLine({ ...place, leaf, record })],
  ])("refuse %s", (_, line) => {
    expect(parseManifestLine(line)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });
});
