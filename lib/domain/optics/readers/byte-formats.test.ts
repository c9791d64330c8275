/** Every notation of a byte dump gives the same module; what a notation hides is said. */
import { describe, expect, it } from "vitest";
import type { Bytes } from "../answer.ts";
import { decodeBytes, decodeCapture } from "../decode-capture.ts";
import { cmisDump, ethtoolText, hexText, qsfpDump, sfpDiagnostics, sfpDump } from "../made-up-module.testing.ts";

const SFP = sfpDump();
const A2 = sfpDiagnostics();
const QSFP = qsfpDump();
const BOTH = decodeCapture(ethtoolText([...SFP, ...A2])).expect as Bytes;

type Row = (at: number, bytes: readonly number[]) => string;
const pairs = (bytes: readonly number[]) => hexText(bytes).replace(/../g, "$& ").trimEnd();
const ascii = (bytes: readonly number[]) =>
  bytes.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

function rows(bytes: readonly number[], row: Row, from = 0): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) lines.push(row(from + at, bytes.slice(at, at + 16)));
  return lines.join("\n");
}

const xxd: Row = (at, bytes) =>
  `${hex(at, 8)}: ${hexText(bytes).replace(/..../g, "$& ").trimEnd().padEnd(39)}  ${ascii(bytes)}`;
const hexdumpC: Row = (at, bytes) =>
  `${hex(at, 8)}  ${`${pairs(bytes.slice(0, 8))}  ${pairs(bytes.slice(8))}`.padEnd(48)}  |${ascii(bytes)}|`;
const i2cdump: Row = (at, bytes) => `${hex(at, 2)}: ${pairs(bytes).padEnd(47)}    ${ascii(bytes)}`;

describe("a dump of one SFP", () => {
  it.each([
    ["ethtool-hex", ethtoolText([...SFP, ...A2])],
    ["xxd", rows([...SFP, ...A2], xxd)],
    ["hexdump-C", `${rows([...SFP, ...A2], hexdumpC)}\n00000200`],
    ["i2cdump", `# i2cdump -y 1 0x50\n${rows(SFP, i2cdump)}\n# i2cdump -y 1 0x51\n${rows(A2, i2cdump)}`],
    ["i2cdump", `${rows(SFP, i2cdump)}\n${rows(A2, i2cdump)}`],
    ["plain-hex", hexText([...SFP, ...A2]).toUpperCase()],
    ["spaced-hex", pairs([...SFP, ...A2])],
    [
      "c-array",
      `const uint8_t eeprom[512] = {\n${rows([...SFP, ...A2], (_, b) => b.map((x) => `0x${hex(x, 2)},`).join(" "))}\n};`,
    ],
    [
      "sonic-eeprom-hexdump",
      `EEPROM hexdump for port Ethernet4\n        A0h dump\n${rows(SFP, hexdumpC)}\n\n        A2h dump (lower 128 bytes)\n${rows(A2.slice(0, 128), hexdumpC)}\n\n        A2h dump (upper 128 bytes) page 0h\n${rows(A2.slice(128), hexdumpC, 128)}`,
    ],
  ])("as %s is the same module", (format, text) => {
    const answer = decodeCapture(text);
    expect(answer.input_format).toBe(format);
    expect(answer.expect).toMatchObject(BOTH);
    expect(answer.must_warn).toEqual([]);
  });

  it.each([20, 31, 40, 41, 42, 43, 60])("is the same in a terminal of %i columns", (columns) => {
    const wrap = (line: string) => line.replace(/\t/g, " ").replace(new RegExp(`(.{${columns}})(?=.)`, "g"), "$1\n");
    const text = ethtoolText([...SFP, ...A2])
      .split("\n")
      .map(wrap)
      .join("\n");
    expect(decodeCapture(text)).toMatchObject({ expect: BOTH, must_warn: [] });
  });

  it("is understood whole, its heading too; a heading above no rows is shown", () => {
    const dump = `admin@leaf:~$ ethtool -m swp1 hex on\n${ethtoolText([...SFP, ...A2])}`;
    expect(decodeCapture(dump).unread).toBeUndefined();
    expect(decodeCapture(`${dump}\nOffset\t\tValues`).unread).toMatchObject([{ line: 36 }]);
  });

  it.each([
    ["routeros-monitor", [...SFP.slice(0, 128), ...A2.slice(0, 128)]],
    ["cisco-xr-show-controllers-phy", [...SFP.slice(0, 128), ...A2.slice(0, 128)]],
  ])("as %s holds the halves that the host reads", (format, bytes) => {
    const routeros = `  name: sfp1\n  eeprom-checksum: good\n  eeprom: ${rows(bytes, (at, b) => `${hex(at, 4)}: ${pairs(b)}  ${ascii(b)}`).trim()}`;
    const xr = `PHY data for interface: TenGigE0/0/0/1\nMSA Data\n${rows(bytes.slice(0, 128), xrRow)}\nEEPROM Memory (A2 lower)\n${rows(bytes.slice(128), xrRow, 0x100)}`;
    const answer = decodeCapture(format === "routeros-monitor" ? routeros : xr);
    expect(answer.input_format).toBe(format);
    expect(answer.expect).toMatchObject({ vendor_sn: "SN0001", a2_cc_dmi: { ok: true }, ddm: BOTH.ddm });
  });

  it("as rows behind `eeprom data =` is A0h", () => {
    const text = `Port 1/0/3\nvendor_name = EXAMPLE\neeprom data = ${rows(SFP, (_, b) => `${pairs(b)} ${ascii(b).trim()}`)}`;
    const answer = decodeCapture(text);
    expect(answer).toMatchObject({
      input_format: "netgear-optics-eeprom",
      expect: { port: "1/0/3", vendor_sn: "SN0001" },
    });
  });

  it("under SEEPROM contents outranks the text above it", () => {
    const text = `General SFP Information\nVendor Name : SOMEBODY ELSE\nSEEPROM contents (hex):\n${rows(SFP.slice(0, 128), (at, b) => ` 0x${hex(at, 2)}: ${pairs(b).toUpperCase()}`)}`;
    expect(decodeCapture(text)).toMatchObject({
      input_format: "cisco-show-idprom",
      expect: { standard: "SFF-8472", vendor_name: "EXAMPLE OPTICS" },
    });
  });

  it("as a binary file is the same module", () => {
    expect(decodeBytes(new Uint8Array([...SFP, ...A2]))).toMatchObject({ input_format: "binary", expect: BOTH });
  });

  it("in 256 bytes with A2h behind A0h 0–127 has diagnostics, and with a blank half has none", () => {
    const halves = new Uint8Array([...SFP.slice(0, 128), ...A2.slice(0, 128)]);
    expect(decodeBytes(halves).expect).toMatchObject({ ddm: BOTH.ddm });
    expect(decodeBytes(new Uint8Array(SFP)).expect).not.toHaveProperty("ddm");
  });
});

const xrRow: Row = (at, bytes) => `0x${hex(at, 4)}: ${pairs(bytes.slice(0, 8))} : ${pairs(bytes.slice(8))}`;

describe("a dump of another form factor", () => {
  it("of a QSFP in a router has pages 02h and 03h at 0x0100 and 0x0180", () => {
    const page02 = [...Buffer.from("CLEI000000".padEnd(64)), ...Buffer.from("EX-QSFP28-SR4".padEnd(64))];
    const page03 = [0x4b, 0x00, 0xfb, 0x00, ...new Array<number>(124).fill(0)];
    const text = `PHY data for interface: HundredGigE0/0/0/1\n${rows([...QSFP, ...page02, ...page03], xrRow)}`;
    const answer = decodeCapture(text);
    expect(answer.expect).toMatchObject({ standard: "SFF-8636/8436", vendor_sn: "SN0001" });
    expect(answer.must_warn).toEqual(["HOST_CODE_PN_CONFLICT"]);
  });

  it("keyed by headings does not mix upper pages that all start at 0x80", () => {
    const bytes = cmisDump(2);
    const page = (from: number) => rows(bytes.slice(from, from + 128), hexdumpC, 128);
    const text = `EEPROM hexdump for port Ethernet0\nLower page 0h\n${rows(bytes.slice(0, 128), hexdumpC)}\nUpper page 2h\n${page(384)}\nUpper page 0h\n${page(128)}\nUpper page 1h\n${page(256)}`;
    expect(decodeCapture(text).expect).toMatchObject({
      standard: "CMIS",
      page00_checksum: { ok: true },
      page01: { checksum: { ok: true } },
      page02: { checksum: { ok: true } },
    });
  });

  it("at page × 0x100 + offset is not linear", () => {
    const bytes = cmisDump(1);
    const row: Row = (at, b) => `${hex(at, 4).toUpperCase()}: ${pairs(b).toUpperCase()} `;
    const text = `EEPROM Setup\n!Index: Table 0x0000\n${rows(bytes.slice(0, 256), row)}\n!Index: Table 0x0002\n${rows(bytes.slice(256), row, 0x180)}`;
    expect(decodeCapture(text)).toMatchObject({
      input_format: "finisar-setup-text",
      expect: { page01: { checksum: { ok: true } } },
    });
  });

  it("in a station record is compared with the record's serial number", () => {
    const test = (name: string, bytes: readonly number[]) =>
      `<TEST><TNAME>${name}</TNAME><VECT_RESULT>${hexText(bytes)}</VECT_RESULT></TEST>`;
    const record = (serial: string) =>
      `<LOT_RECORD><PART_ID>${serial}</PART_ID>${test("LP_00H", QSFP.slice(0, 128))}${test("UP_00H", QSFP.slice(128))}</LOT_RECORD>`;
    expect(decodeCapture(record("SN0001"))).toMatchObject({ input_format: "factory-lot-record-xml", must_warn: [] });
    expect(decodeCapture(record("SN0002")).must_warn).toEqual(["RECORD_SERIAL_CONFLICT"]);
  });

  it("whose lower page was blanked is decoded by byte 128, and says so", () => {
    const blanked = [...new Array<number>(128).fill(0), ...QSFP.slice(128)];
    expect(decodeCapture(ethtoolText(blanked))).toMatchObject({
      expect: { standard: "SFF-8636/8436", identifier: "0x00", identifier_upper: "0x11" },
      must_warn: ["IDENTIFIER_BYTE0_INVALID"],
    });
  });

  it("with neither a known byte 0 nor right checksums is not decoded", () => {
    const broken = [...new Array<number>(128).fill(0), ...QSFP.slice(128)];
    broken[150] = 0x00;
    expect(decodeCapture(ethtoolText(broken))).toMatchObject({
      input_format: "ethtool-hex",
      expect: { kind: "unknown" },
    });
  });

  it("of several modules is a list in the order of the text", () => {
    const other = sfpDump({ serial: "SN0002" });
    const text = `$ ethtool -m eth0 hex on\n${ethtoolText(SFP)}\n$ ethtool -m eth1 hex on\n${ethtoolText(other)}\n$ ethtool -m eth2 hex on\n${ethtoolText(QSFP)}`;
    expect(decodeCapture(text).expect).toMatchObject({
      kind: "byte-list",
      modules: [
        { port: "eth0", vendor_sn: "SN0001" },
        { port: "eth1", vendor_sn: "SN0002" },
        { port: "eth2", standard: "SFF-8636/8436" },
      ],
    });
  });
});

describe("a kernel log", () => {
  const log = (bytes: readonly number[], before = "") =>
    `${before}${rows(bytes.slice(0, 96), (at, b) => `[   12.3] sfp EE: ${hex(at, 8)}: ${pairs(b)}  ${ascii(b)}`)}\n[   12.4] sfp sfp2: module EXAMPLE OPTICS   EX-SFP-10G-LR    rev A1   sn SN0001           dc 260402  `;

  it("with a right second checksum is trusted as a whole", () => {
    expect(decodeCapture(log(SFP))).toMatchObject({
      input_format: "linux-dmesg-sfp-EE",
      expect: { port: "sfp2", vendor_sn: "SN0001", cc_ext: { ok: true } },
      must_warn: [],
    });
  });

  it("with old kernel memory behind byte 63 gives serial and date from the line", () => {
    const answer = decodeCapture(log([...SFP.slice(0, 64), ...new Array<number>(32).fill(0x5a)]));
    expect(answer.must_warn).toEqual(["PARTIAL_DUMP"]);
    expect(answer.expect).toMatchObject({ vendor_sn_from_log_line: "SN0001", date_from_log_line: "260402" });
    for (const key of ["vendor_sn", "date", "diag_type", "cc_ext", "options"])
      expect(answer.expect).not.toHaveProperty(key);
  });

  it("that reports the second checksum itself shows the bytes and the failure", () => {
    const broken = [...SFP];
    broken[70] = 0x58;
    const answer = decodeCapture(
      log(broken, "[ 12.2] sfp sfp2: EEPROM extended structure checksum failure: 0x11 != 0x22\n"),
    );
    expect(answer.must_warn).toEqual(["CHECKSUM_EXT_BAD"]);
  });
});

describe("a dump that hides something", () => {
  it("has masked bytes that cannot be verified, never failed", () => {
    const text = rows(SFP, xxdPairs).replace(/53 4e 30 30 30 31/, "53 4e XX XX XX XX");
    expect(decodeCapture(text)).toMatchObject({
      input_format: "hexdump-with-masked-bytes",
      expect: {
        vendor_sn: null,
        vendor_sn_visible_prefix: "SN",
        cc_base: { ok: true },
        cc_ext: { computed: null, ok: null },
      },
      must_warn: ["MASKED_BYTES"],
    });
  });

  it("that ends early is partial, and its missing fields are absent", () => {
    const answer = decodeCapture(rows(SFP.slice(0, 80), xxd));
    expect(answer.must_warn).toEqual(["PARTIAL_DUMP"]);
    expect(answer.expect).toMatchObject({ vendor_name: "EXAMPLE OPTICS" });
    expect(answer.expect).not.toHaveProperty("vendor_sn");
    expect(answer.expect).not.toHaveProperty("cc_ext");
  });

  it("with `*` for repeated rows is whole", () => {
    const text = `${rows(SFP.slice(0, 112), hexdumpC)}\n*\n00000100`;
    expect(decodeCapture(text)).toMatchObject({
      input_format: "hexdump-C",
      expect: { vendor_specific_96_127_blank: true, host_vendor_area: { coded: false } },
    });
  });

  it("with an odd number of digits says where, and decodes nothing", () => {
    const answer = decodeCapture(hexText(SFP).slice(0, -1));
    expect(answer).toMatchObject({ input_format: "plain-hex", expect: { kind: "unknown" } });
    expect(answer.unread?.[0]).toMatchObject({ line: 1, text: expect.stringContaining("column 511") });
  });
});

const xxdPairs: Row = (at, bytes) => `${hex(at, 8)}  ${pairs(bytes)}`;

describe("a dump that a terminal or a mail program has changed", () => {
  it("with broken rows is put together", () => {
    const text = rows(SFP.slice(0, 128), (at, b) => `0x${hex(at, 4)}: ${pairs(b.slice(0, 10))}\n${pairs(b.slice(10))}`);
    expect(decodeCapture(text).expect).toMatchObject({ vendor_sn: "SN0001", cc_ext: { ok: true } });
  });

  it("never takes the ASCII column for bytes, even in a short last row", () => {
    const text = rows([...SFP.slice(0, 116)], (at, b) => `${hex(at, 8)}: ${pairs(b).padEnd(47)}  ADDED BEEF`);
    expect(decodeCapture(text).expect).not.toHaveProperty("host_vendor_area");
  });

  it("reads little-endian words and octal offsets of hexdump and od", () => {
    const swapped = rows(
      SFP,
      (at, b) =>
        `${hex(at, 7)} ${hexText(b)
          .replace(/(..)(..)/g, "$2$1 ")
          .trim()}`,
    );
    const octal = rows(SFP, (at, b) => `${at.toString(8).padStart(7, "0")} ${pairs(b)}`);
    for (const text of [swapped, octal]) expect(decodeCapture(text).expect).toMatchObject({ cc_base: { ok: true } });
  });
});
