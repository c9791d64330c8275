/** A whole site in one job: every module once, what repeats anywhere found, the report in the order of what needs a look. */
import { describe, expect, it } from "vitest";
import type { PublicRecord } from "../domain/event/birth.ts";
import { CaptureSplitter } from "../domain/optics/capture-splitter.ts";
import { decodeParts } from "../domain/optics/decode-parts.ts";
import type { RecordedModule, Sighting } from "../ports/module-records.ts";
import { type CheckFleetDeps, checkFleet, type FleetResult } from "./check-fleet.ts";

const serial = (at: number) => `SN${String(at).padStart(6, "0")}`;
const block = (at: number, more: { vendor?: string; pn?: string; sn?: string } = {}) =>
  `# ethtool -m eth${at}\n\tIdentifier : 0x03 (SFP)\n\tVendor name : ${more.vendor ?? "ACME"}\n\tVendor PN : ${more.pn ?? "P-1"}\n\tVendor SN : ${more.sn ?? serial(at)}\n`;

function recorded(serialNumber: string, change: Partial<RecordedModule> = {}): RecordedModule {
  const record = {
    v: 1,
    lotId: "L",
    madeOn: "2026-01-01",
    vendorName: "ACME",
    partNumber: "P-1",
    serialNumber,
  } as PublicRecord;
  const label = serialNumber.padEnd(64, "0");
  return {
    label,
    record,
    maker: "acme",
    makerName: "ACME",
    lotStatus: "released",
    manifest: "",
    leafIndex: 0,
    recodes: [],
    recalled: null,
    stolenAt: null,
    scrappedAt: null,
    voided: null,
    shippedAt: null,
    movedAt: null,
    ...change,
  };
}

function world(text: string, cancelAt = Number.POSITIVE_INFINITY) {
  const report: string[] = [];
  const progress: [number, number | null][] = [];
  const noted: Sighting[] = [];
  const ended: { state?: string; result?: FleetResult & { problem?: { sentence: string } } } = {};
  const deps: CheckFleetDeps = {
    jobs: {
      take: async (id) => ({
        id,
        member: "grid",
        kind: "check-fleet",
        state: "running",
        input: { member: "grid", path: "x" },
      }),
      progress: async (_, done, total) => {
        progress.push([done, total]);
        return done >= cancelAt ? "cancel" : "go on";
      },
      finish: async (_, state, result) => void Object.assign(ended, { state, result }),
    },
    files: {
      openReport: async () => ({ write: async (line) => void report.push(line), end: async () => {} }),
      discardUpload: async () => {},
    },
    checks: {
      clock: { now: () => "2026-06-01T00:00:00.000Z" },
      records: {
        bySerial: async (serials) =>
          new Map(
            serials
              .filter((one) => /^SN\d+$/.test(one))
              .map((one) => [
                one,
                [
                  recorded(
                    one,
                    one === serial(3) ? { recalled: { at: "2026-05-01T00:00:00.000Z", reason: "solder" } } : {},
                  ),
                ],
              ]),
          ),
        byLabel: async () => undefined,
        vendorNames: async () => ["ACME"],
        testsOf: async (places) => places.map(() => undefined),
      },
      sightings: { note: async (_, seen) => void noted.push(...seen), elsewhere: async () => new Map() },
    },
    async *decoded() {
      const splitter = new CaptureSplitter();
      for (const { text: piece, firstLine } of [...splitter.push(text), ...splitter.end()])
        yield { parts: decodeParts(piece), firstLine };
    },
    unreadable: () => undefined,
  };
  return { deps, report, progress, noted, ended };
}

describe("a fleet check", () => {
  it("of ten thousand modules matches, and names what differs, is unknown, recalled or there twice", async () => {
    const text = [
      ...Array.from({ length: 10_000 }, (_, at) => block(at)),
      block(10_000, { sn: serial(9) }),
      block(10_001, { pn: "P-2" }),
      block(10_002, { sn: "X1" }),
      block(10_003, { vendor: "OTHER", sn: "X2" }),
    ].join("");
    const { deps, report, progress, noted, ended } = world(text);
    await checkFleet(deps, "job");
    expect(ended.state).toBe("done");
    expect(ended.result?.states).toEqual({
      duplicated: 2,
      recalled: 1,
      mismatched: 1,
      "not-registered": 1,
      unknown: 1,
      matched: 9_998,
    });
    expect(ended.result?.rows.map(({ state, serialNumber }) => `${state} ${serialNumber}`)).toEqual([
      `duplicated ${serial(9)}`,
      `duplicated ${serial(9)}`,
      `recalled ${serial(3)}`,
      `mismatched ${serial(10_001)}`,
      "not-registered X1",
      "unknown X2",
    ]);
    expect(report).toHaveLength(10_005);
    expect(report[1]).toBe(
      `duplicated,eth9,ACME,P-1,${serial(9)},text,3 of 3,,DUPLICATE_SERIAL,"on eth9, eth10000"\r\n`,
    );
    expect(report[3]).toContain(",recalled on 2026-05-01: solder\r\n");
    expect(ended.result?.rows.slice(1, 3).map(({ notes }) => notes)).toEqual([
      [{ code: "ports", ports: ["eth9", "eth10000"] }],
      [{ code: "recalled", day: "2026-05-01", reason: "solder" }],
    ]);
    expect(report[4]).toContain("2 of 3,partNumber,RECORD_PN_CONFLICT,");
    expect(progress.at(-1)).toEqual([10_004, 10_004]);
    expect(noted).toHaveLength(10_004);
  }, 60_000);

  it("ends when somebody cancels it, without a report", async () => {
    const { deps, report, ended } = world(Array.from({ length: 3_000 }, (_, at) => block(at)).join(""), 500);
    await checkFleet(deps, "job");
    expect([ended.state, report]).toEqual(["cancelled", []]);
  });

  it("of a text without a module says what to send", async () => {
    const { deps, ended } = world("hello\n");
    await checkFleet(deps, "job");
    expect([ended.state, ended.result?.problem?.sentence]).toEqual([
      "failed",
      expect.stringContaining("No module was read"),
    ]);
  });
});
