/** A module against the record of its birth. */
import { describe, expect, it } from "vitest";
import { type BirthRecord, publicRecordOf } from "../event/birth.ts";
import type { CliText } from "./answer.ts";
import type { ComparableRecord, ComparableTest } from "./birth-record.ts";
import { compareWithRecord } from "./birth-record.ts";
import { decodeCapture, decodeCaptureWithModules } from "./decode-capture.ts";
import { factoryFields } from "./eeprom-of-lot-file.ts";
import { ethtoolText, sealSfp, sfpDiagnostics, sfpDump } from "./made-up-module.testing.ts";

const moduleOf = (a0: readonly number[], a2: readonly number[] = sfpDiagnostics()) =>
  decodeCaptureWithModules(ethtoolText([...a0, ...a2])).modules[0]!;
const MODULE = moduleOf(sfpDump());
const TEST: ComparableTest = {
  temperatureMilliCelsius: 26_000,
  biasMicroamp: [38_000],
  txPowerNanowatt: [520_000],
  passed: true,
};
const RECORD: ComparableRecord = {
  ...factoryFields(MODULE.eeprom),
  partNumber: "EX-SFP-10G-LR",
  serialNumber: "SN0001",
  tests: [TEST],
};
const ids = (comparison: ReturnType<typeof compareWithRecord>) => comparison.findings.map(({ id }) => id);

describe("the module of the record", () => {
  it("agrees in every field that was compared", () => {
    const comparison = compareWithRecord(MODULE, RECORD);
    expect(comparison).toMatchObject({ matched: 10, compared: 10, findings: [] });
    expect(comparison.likelihood.map(({ likelihood }) => likelihood)).toEqual(["likely", "likely"]);
  });

  it("agrees after live values have changed", () => {
    const later = sfpDiagnostics();
    later[96] = 0x2a;
    later[104] = 0x01;
    expect(compareWithRecord(moduleOf(sfpDump(), later), RECORD)).toMatchObject({ matched: 10, compared: 10 });
  });

  it("seen without A2h leaves full out instead of calling it different", () => {
    const seen = decodeCaptureWithModules(ethtoolText(sfpDump())).modules[0]!;
    const comparison = compareWithRecord(seen, RECORD);
    expect(comparison).toMatchObject({ matched: 9, compared: 9, findings: [] });
    expect(comparison.fields.find(({ name }) => name === "full")?.outcome).toBe("not-run");
  });

  it("in print is compared in what the text gives", () => {
    const text =
      "Ethernet0: SFP EEPROM detected\n Vendor Name: EXAMPLE OPTICS\n Vendor SN: SN0001\n Vendor Date Code(YYYY-MM-DD Lot): 2026-04-02\n Connector: LC";
    const [module] = (decodeCapture(text).expect as CliText).modules;
    expect(compareWithRecord(module!, RECORD)).toMatchObject({ matched: 4, compared: 4, findings: [] });
  });
});

describe("a record", () => {
  it("may be the whole one or its public half", () => {
    const whole: BirthRecord = {
      ...RECORD,
      v: 1,
      labelId: "00",
      activationKey: null,
      lotId: "L1",
      madeOn: "2026-04-02",
      eeprom: factoryFields(MODULE.eeprom).eeprom!,
      tests: [{ ...TEST, at: "2026-04-02T10:00:00.000Z", temperaturePoint: "room" }],
    };
    const { record } = publicRecordOf(whole, () => "00".repeat(16));
    expect(compareWithRecord(MODULE, whole)).toMatchObject({ matched: 10, compared: 10 });
    expect(compareWithRecord(MODULE, record)).toMatchObject({ matched: 10, compared: 10 });
  });
});

describe("another module", () => {
  it("differs in serial number and core", () => {
    expect(ids(compareWithRecord(moduleOf(sfpDump({ serial: "SN0002" })), RECORD))).toEqual([
      "RECORD_SERIAL_CONFLICT",
      "RECORD_CORE_CONFLICT",
      "RECORD_FULL_CONFLICT",
    ]);
  });

  it("of another name, part and OUI differs in each", () => {
    const other = moduleOf(sfpDump({ name: "OTHER", pn: "OTHER-LR", oui: [1, 2, 3], date: "260403  " }));
    expect(ids(compareWithRecord(other, RECORD))).toEqual([
      "RECORD_VENDOR_CONFLICT",
      "RECORD_OUI_CONFLICT",
      "RECORD_PN_CONFLICT",
      "RECORD_CORE_CONFLICT",
      "RECORD_DATE_CONFLICT",
      "RECORD_FULL_CONFLICT",
    ]);
  });
});

describe("a recoded module", () => {
  const recodedBytes = sfpDump({ name: "OTHER BRAND" });
  const recoded = moduleOf(recodedBytes);
  const { core, full } = factoryFields(recoded.eeprom).eeprom!;

  it("conflicts while nobody recorded the recode", () => {
    expect(ids(compareWithRecord(recoded, RECORD))).toContain("RECORD_CORE_CONFLICT");
  });

  it("agrees with the event that carries its digests and lists the name", () => {
    expect(compareWithRecord(recoded, RECORD, { recoded: { core, full, fields: ["vendorName"] } }).findings).toEqual(
      [],
    );
  });

  it("in the host area alone keeps its core", () => {
    const bytes = sfpDump();
    bytes[100] = 0x55;
    expect(ids(compareWithRecord(moduleOf(sealSfp(bytes)), RECORD))).toEqual(["RECORD_FULL_CONFLICT"]);
  });

  it("whose firmware update was recorded has changed, not conflicted", () => {
    const bytes = sfpDump();
    bytes[100] = 0x55;
    const comparison = compareWithRecord(moduleOf(bytes), RECORD, { firmwareUpdated: true });
    expect(comparison).toMatchObject({ matched: 9, compared: 9, findings: [] });
  });
});

describe("what stands around the module", () => {
  it("a date code after today or after shipment is suspicious", () => {
    const late = { today: "2026-04-01", shippedOn: "2026-03-01" };
    expect(ids(compareWithRecord(MODULE, RECORD, late))).toEqual(["DATE_IN_FUTURE", "DATE_AFTER_SHIPMENT"]);
    expect(ids(compareWithRecord(MODULE, RECORD, { today: "2026-04-02", shippedOn: "2026-04-02" }))).toEqual([]);
  });

  it("a label of another serial number is a conflict", () => {
    expect(ids(compareWithRecord(MODULE, RECORD, { labelSerial: "SN0009" }))).toEqual(["LABEL_SERIAL_CONFLICT"]);
    expect(ids(compareWithRecord(MODULE, RECORD, { labelSerial: "SN0001" }))).toEqual([]);
  });
});

describe("live values", () => {
  const judged = (test: Partial<ComparableTest>) =>
    compareWithRecord(MODULE, { ...RECORD, tests: [{ ...TEST, ...test }] }).likelihood.map(
      ({ likelihood }) => likelihood,
    );

  it.each<[string, Partial<ComparableTest>, string[]]>([
    ["within 2 dB and +50 %", { txPowerNanowatt: [780_000], biasMicroamp: [27_000] }, ["likely", "likely"]],
    ["between one band and two", { txPowerNanowatt: [1_000_000], biasMicroamp: [22_000] }, ["possible", "possible"]],
    ["beyond twice the band", { txPowerNanowatt: [2_000_000], biasMicroamp: [10_000] }, ["unlikely", "unlikely"]],
    ["at another temperature", { temperatureMilliCelsius: 70_000 }, ["not-run", "not-run"]],
    ["without a passed test", { passed: false }, ["not-run", "not-run"]],
  ])("%s are judged", (_, test, likelihood) => expect(judged(test)).toEqual(likelihood));

  it("beyond twice the band raise a finding", () => {
    const far = compareWithRecord(MODULE, { ...RECORD, tests: [{ ...TEST, txPowerNanowatt: [2_000_000] }] });
    expect(ids(far)).toEqual(["DDM_FAR_FROM_TEST"]);
  });

  it("of a laser that is off are not judged", () => {
    const dark = sfpDiagnostics();
    dark.fill(0, 100, 104);
    expect(
      compareWithRecord(moduleOf(sfpDump(), dark), RECORD).likelihood.every(
        ({ likelihood }) => likelihood === "not-run",
      ),
    ).toBe(true);
  });
});
