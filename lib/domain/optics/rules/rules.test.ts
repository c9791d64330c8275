/** Each rule in a pair: the module that raises it, and its sound neighbour that does not. */
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Answer, RuleId } from "../answer.ts";
import { decodeCapture } from "../decode-capture.ts";
import {
  cmisDump,
  ethtoolText,
  qsfpDump,
  sealCmis,
  sealQsfp,
  sealSfp,
  sfpDiagnostics,
  sfpDump,
} from "../made-up-module.testing.ts";
import { toldAnswer } from "../reasons/told-finding.ts";
import { RULEBOOK } from "./rulebook.ts";

type Change = Readonly<Record<number, number | readonly number[] | string>>;

function changed(bytes: number[], change: Change): number[] {
  for (const [at, value] of Object.entries(change)) {
    const values =
      typeof value === "number" ? [value] : typeof value === "string" ? [...Buffer.from(value, "latin1")] : value;
    values.forEach((byte, i) => {
      bytes[Number(at) + i] = byte;
    });
  }
  return bytes;
}

const sfp = (change: Change = {}, a2: Change = {}) =>
  decodeCapture(ethtoolText([...sealSfp(changed(sfpDump(), change)), ...sealA2(changed(sfpDiagnostics(), a2))]));
const qsfp = (change: Change = {}) => decodeCapture(ethtoolText(sealQsfp(changed(qsfpDump(), change))));
const cmis = (change: Change = {}) => decodeCapture(ethtoolText(sealCmis(changed(cmisDump(2), change))));
const raised = ({ must_warn, may_warn, facts }: Answer) => [...must_warn, ...may_warn, ...facts];

function sealA2(bytes: number[]): number[] {
  bytes[95] = bytes.slice(0, 95).reduce((sum, byte) => sum + byte, 0) & 0xff;
  return bytes;
}

/** The 32 bytes of a host area with the CRC-32 of zlib, little-endian. */
const CONTENT = [0, 0, 0x11, ...Array.from({ length: 25 }, (_, at) => at + 1)];
const CRC = crc32(Uint8Array.from(CONTENT));
const CODED = [...CONTENT, CRC & 0xff, (CRC >>> 8) & 0xff, (CRC >>> 16) & 0xff, CRC >>> 24];

describe("a sound module", () => {
  it("of any kind raises nothing", () => {
    expect([sfp(), qsfp(), cmis()].flatMap(raised)).toEqual([]);
  });
});

describe("a rule over bytes", () => {
  it.each<[RuleId, Answer]>([
    ["OUI_ZERO", sfp({ 37: [0, 0, 0] })],
    ["VENDOR_NAME_BLANK", sfp({ 20: " ".repeat(16) })],
    ["SERIAL_BLANK", sfp({ 68: "\0".repeat(16) })],
    ["NUL_PADDED_STRING", sfp({ 74: "\0".repeat(10) })],
    ["DATE_NONSTANDARD", cmis({ 182: "20190312" })],
    ["DATE_LOT_NONASCII", sfp({ 90: [0xff, 0xff] })],
    ["WAVELENGTH_ZERO_ON_OPTICAL", sfp({ 3: 0, 60: [0, 0] })],
    ["MEDIA_CONFLICT_LR4_WITH_MPO", qsfp({ 130: 0x0c })],
    ["MEDIA_CONFLICT", sfp({ 3: 0x10 })],
    ["MEDIA_CONFLICT", sfp({ 60: [0x03, 0x52] })],
    ["DDM_IMPLAUSIBLE", sfp({}, { 98: [0, 0] })],
    ["DDM_IMPLAUSIBLE", sfp({}, { 96: [0x7e, 0x00] })],
    ["DDM_IMPLAUSIBLE", sfp({}, { 8: [0x74, 0x04, 0x8d, 0xcc] })],
    ["DDM_IMPLAUSIBLE", cmis({ 14: [0x20, 0x00] })],
    ["DDM_SUSPECT_TX_DARK", sfp({}, { 102: [0, 1] })],
    ["DDM_SUSPECT_TX_DARK", qsfp({ 22: [0x20, 0], 26: [0x80, 0], 42: [4, 0, 4, 0, 4, 0, 4, 0] })],
    ["DDM_SUSPECT", sfp({}, { 104: [0x13, 0x88] })],
    ["DDM_ABSENT", sfp({ 92: 0 })],
    ["IDENTIFIER_MISMATCH", qsfp({ 0: 0x0d })],
    ["OUI_NAME_CONFLICT", sfp({ 37: [0x00, 0x90, 0x65] })],
    ["SERIAL_FORMAT_NOT_CISCO", sfp({ 20: "CISCO-EXAMPLE   " })],
    ["SERIAL_DATE_CONFLICT", sfp({ 20: "CISCO-EXAMPLE   ", 68: "EXA24010001     " })],
    ["HOST_CODED_THIRD_PARTY", sfp({ 96: CODED })],
    ["HOST_CODED_THIRD_PARTY", qsfp({ 148: "CISCO-OEM       ", 224: CODED })],
    ["HOST_CODE_CRC_BAD", sfp({ 20: "CISCO-EXAMPLE   ", 96: CODED, 125: 0 })],
    ["HOST_CODE_PN_CONFLICT", sfp({ 40: "EX-SFP-10G-T    " }, { 192: "SFP-10G-SR          " })],
    ["CHECKSUM_DMI_BAD", decodeCapture(ethtoolText([...sfpDump(), ...changed(sfpDiagnostics(), { 0: 0x4c })]))],
  ])("%s is raised", (id, answer) => {
    expect(raised(answer)).toContain(id);
    for (const { because } of toldAnswer(answer, "zh-CN").findings ?? [])
      expect(because).toMatch(/^[^{}]*\p{Script=Han}[^{}]*$/u);
  });

  it.each<[RuleId, string, Answer]>([
    ["NUL_PADDED_STRING", "a field that is all 0x00", sfp({ 56: "\0\0\0\0" })],
    ["DATE_LOT_NONASCII", "a blank lot of NULs", sfp({ 90: [0, 0] })],
    ["WAVELENGTH_ZERO_ON_OPTICAL", "a cable", sfp({ 3: 0, 8: 4, 60: [0, 0] })],
    ["WAVELENGTH_ZERO_ON_OPTICAL", "a copper pigtail", sfp({ 2: 0x21, 3: 0, 60: [0, 0] })],
    ["MEDIA_CONFLICT_LR4_WITH_MPO", "SR4 with MPO", qsfp({ 130: 0x0c, 192: 0x02 })],
    ["DDM_IMPLAUSIBLE", "values that are all zero", sfp({}, { 96: new Array<number>(10).fill(0) })],
    ["DDM_IMPLAUSIBLE", "copper", sfp({ 2: 0x21, 8: 4 }, { 98: [0, 0] })],
    ["DDM_IMPLAUSIBLE", "thresholds that were never set", sfp({}, { 32: new Array<number>(8).fill(0) })],
    ["DDM_SUSPECT_TX_DARK", "a laser that is off", sfp({}, { 100: [0, 0], 102: [0, 0] })],
    [
      "DDM_SUSPECT_TX_DARK",
      "a monitor that is not fitted",
      qsfp({ 26: [0x80, 0], 42: [4, 0, 4, 0, 4, 0, 4, 0], 220: 8 }),
    ],
    ["DDM_SUSPECT", "two dark words", sfp({}, { 102: [0, 9], 104: [0, 9] })],
    [
      "CHECKSUM_DMI_BAD",
      "an A2h that nobody wrote",
      decodeCapture(ethtoolText([...sfpDump(), ...new Array<number>(256).fill(0xff)])),
    ],
    ["OUI_NAME_CONFLICT", "the owner of the OUI", sfp({ 20: "FINISAR CORP.   ", 37: [0x00, 0x90, 0x65] })],
    ["SERIAL_DATE_CONFLICT", "a date in the serial's week", sfp({ 20: "CISCO-EXAMPLE   ", 68: "EXA30140001     " })],
    ["HOST_CODED_THIRD_PARTY", "the brand itself", sfp({ 20: "CISCO-EXAMPLE   ", 68: "EXA30140001     ", 96: CODED })],
    ["HOST_CODE_CRC_BAD", "a blank area", sfp({ 20: "CISCO-EXAMPLE   " })],
    [
      "HOST_CODE_PN_CONFLICT",
      "another spelling of the medium",
      sfp({ 40: "SFP-10GB-LR     " }, { 192: "SFP-10G-LR          " }),
    ],
  ])("%s is not raised by %s", (id, _, answer) => {
    expect(raised(answer)).not.toContain(id);
  });

  it("tells a CRC that is right by its prefix", () => {
    expect(sfp({ 96: CODED }).expect).toMatchObject({ host_vendor_area: { coded: true, prefix_bytes: "000011" } });
  });
});

describe("one serial number on two ports", () => {
  const port = (name: string, serial: string, type = "10Gbase-SR") =>
    `${name}\n    transceiver is present\n    type is ${type}\n    name is EXAMPLE\n    part number is EX-1\n    serial number is ${serial}\n`;

  it("is a duplicate, suspicious on optics", () => {
    const answer = decodeCapture(port("Ethernet1/1", "SN0001") + port("Ethernet1/2", "SN0001"));
    expect(answer.must_warn).toEqual(["DUPLICATE_SERIAL"]);
    expect(answer.findings?.[0]?.severity).toBe("suspicious");
  });

  it("is only information on a cable", () => {
    const answer = decodeCapture(
      port("Ethernet1/1", "SN0001", "QSFP-H40G-AOC7M") + port("Ethernet1/2", "SN0001", "QSFP-H40G-AOC7M"),
    );
    expect(answer.findings?.[0]).toMatchObject({ id: "DUPLICATE_SERIAL", severity: "info" });
  });

  it.each([
    ["the two ends of a cable", port("Ethernet1/1", "SN0001-A") + port("Ethernet1/2", "SN0001-B")],
    ["one port shown twice", port("Ethernet1/1", "SN0001") + port("Ethernet1/1", "SN0001")],
    ["no serial number at all", port("Ethernet1/1", "N/A") + port("Ethernet1/2", "N/A")],
  ])("is no duplicate when it is %s", (_, text) => {
    expect(decodeCapture(text).must_warn).not.toContain("DUPLICATE_SERIAL");
  });

  it("is found among dumps too", () => {
    const two = `ethtool -m eth0 hex on\n${ethtoolText(sfpDump())}\nethtool -m eth1 hex on\n${ethtoolText(sfpDump())}`;
    expect(decodeCapture(two).must_warn).toEqual(["DUPLICATE_SERIAL"]);
  });
});

describe("every finding", () => {
  it("has the severity of its rule", () => {
    const { findings = [] } = sfp({ 37: [0, 0, 0], 74: "\0".repeat(10) });
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual(
      findings.map(({ id }) => [id, RULEBOOK[id].severity]),
    );
    expect(findings.map(({ severity }) => severity)).toEqual(["info", "unusual"]);
  });
});
