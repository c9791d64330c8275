/** Random and mutated dumps: the decoder answers anything and judges every checksum rightly. How fast one dump is answered is for bench/decode. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bytes, Sum } from "./answer.ts";
import { decodeBytes, decodeCapture } from "./decode-capture.ts";
import { decodePages } from "./decode-pages.ts";
import { factoryFields, parseEepromHex } from "./eeprom-of-lot-file.ts";
import { cmisDump, ethtoolText, hexText, qsfpDump, sfpDiagnostics, sfpDump } from "./made-up-module.testing.ts";
import type { EepromPages } from "./page.ts";

const MAPS = {
  "SFF-8472": { dump: [...sfpDump(), ...sfpDiagnostics()], identifiers: [0x02, 0x03, 0x0b] },
  "SFF-8636/8436": { dump: qsfpDump(), identifiers: [0x0c, 0x0d, 0x11] },
  CMIS: { dump: cmisDump(3), identifiers: [0x18, 0x19, 0x1b, 0x1e, 0x1f, 0x20, 0x21] },
} as const;
const RUNS = { numRuns: 1000 };
/** CPU time, which a busy machine does not stretch as it does the clock: these inputs take below 1 s, and minutes if they cost the square of their length. */
const HANG_US = 20_000_000;

describe.each(Object.entries(MAPS))("a dump of %s", (standard, { dump, identifiers }) => {
  it("is decoded whatever its bytes are", () => {
    const anyBytes = fc.uint8Array({ minLength: dump.length, maxLength: dump.length });
    fc.assert(
      fc.property(anyBytes, fc.constantFrom(...identifiers), (bytes, identifier) => {
        const cells = Array.from(bytes);
        cells[0] = identifier;
        const answer = decodeCapture(ethtoolText(cells));
        expect((answer.expect as Bytes).standard).toBe(standard);
        expect(() => JSON.stringify(answer)).not.toThrow();
      }),
      RUNS,
    );
  }, 120_000);

  it("is decoded with bytes changed, cut off or masked", () => {
    const changes = fc.array(fc.tuple(fc.nat(dump.length - 1), fc.integer({ min: -1, max: 255 })), { maxLength: 12 });
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: dump.length }), (edits, length) => {
        const tokens = dump.map((byte) => byte.toString(16).padStart(2, "0"));
        for (const [at, value] of edits) tokens[at] = value < 0 ? "XX" : value.toString(16).padStart(2, "0");
        const rows: string[] = [];
        for (let at = 0; at < length; at += 16) {
          rows.push(`${at.toString(16).padStart(8, "0")}  ${tokens.slice(at, Math.min(at + 16, length)).join(" ")}`);
        }
        const answer = decodeCapture(rows.join("\n"));
        expect(answer.must_warn).toEqual([...new Set(answer.must_warn)]);
      }),
      RUNS,
    );
  }, 120_000);

  it("is decoded as a file of any length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.constantFrom(...identifiers), (bytes, identifier) => {
        if (bytes.length > 0) bytes[0] = identifier;
        decodeBytes(bytes);
      }),
      RUNS,
    );
  }, 120_000);
});

/** Page and range, inclusive, of each sum; where its verdict stands in the answer. */
const SUMS: readonly (readonly [keyof typeof MAPS, string, number, number, (bytes: Bytes) => unknown])[] = [
  ["SFF-8472", "A0h", 0, 63, (bytes) => bytes.cc_base],
  ["SFF-8472", "A0h", 64, 95, (bytes) => bytes.cc_ext],
  ["SFF-8472", "A2h", 0, 95, (bytes) => bytes.a2_cc_dmi],
  ["SFF-8636/8436", "00h", 128, 191, (bytes) => bytes.cc_base],
  ["SFF-8636/8436", "00h", 192, 223, (bytes) => bytes.cc_ext],
  ["CMIS", "00h", 128, 222, (bytes) => bytes.page00_checksum],
  ["CMIS", "01h", 130, 255, (bytes) => (bytes.page01 as { checksum: Sum }).checksum],
  ["CMIS", "02h", 128, 255, (bytes) => (bytes.page02 as { checksum: Sum }).checksum],
  ["CMIS", "04h", 128, 255, (bytes) => (bytes.page04 as { checksum: Sum }).checksum],
];

describe("every single bit of a checksummed range", () => {
  it.each(SUMS)("%s %s %i–%i breaks its own sum when it flips, and no other", (map, page, from, to, sumIn) => {
    const parsed = parseEepromHex(hexText(MAPS[map].dump));
    const eeprom: EepromPages = parsed.ok ? parsed.value : { map: "cmis", pages: {} };
    expect((sumIn(decodePages(eeprom).bytes) as Sum).ok).toBe(true);
    for (let at = from; at <= to; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const cells = [...eeprom.pages[page]!];
        cells[at] = cells[at]! ^ (1 << bit);
        const { bytes, raised } = decodePages({ ...eeprom, pages: { ...eeprom.pages, [page]: cells } });
        expect((sumIn(bytes) as Sum).ok, `${page} byte ${at} bit ${bit}`).toBe(false);
        expect(raised.filter(({ id }) => id.startsWith("CHECKSUM_"))).toHaveLength(1);
      }
    }
  });

  it("outside the ranges breaks nothing", () => {
    const parsed = parseEepromHex(hexText(cmisDump(3)));
    const eeprom = parsed.ok ? parsed.value : undefined;
    for (const [page, at] of [
      ["lower", 3],
      ["00h", 223],
      ["01h", 128],
      ["01h", 129],
    ] as const) {
      const cells = [...eeprom!.pages[page]!];
      cells[at] = cells[at]! ^ 0x10;
      const { raised } = decodePages({ ...eeprom!, pages: { ...eeprom!.pages, [page]: cells } });
      expect(raised.filter(({ id }) => id.startsWith("CHECKSUM_"))).toEqual([]);
    }
  });
});

describe("any text", () => {
  it("is answered without an exception", () => {
    const word = fc.constantFrom(
      "0x0000: 03 04",
      "SFP EEPROM detected",
      "Ethernet0:",
      "transceiver is present",
      "Lane Number:9999999999",
      "Xcvr 0",
      'NAME: "',
      "(Lane0|Lane1)",
      "PHY data for interface: x",
      "sfp EE: 00000000: 03",
      "<TNAME>UP_00H</TNAME><VECT_RESULT>11",
      "eeprom: 0000: 03 04",
      "eeprom data = 03",
      "*",
      "Port (Celsius) (Volts)",
      "RX99Power: 1e999dBm",
      "System has 1 transceiver slots",
      "\u001b[31m",
      "--More--",
      "> ",
    );
    const piece = fc.oneof(word, fc.string({ maxLength: 40 }), fc.constantFrom("\n", "\r\n", "\t", " "));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(decodeCapture(pieces.join("")).input_format).toBeTypeOf("string");
      }),
      RUNS,
    );
  }, 120_000);

  it("of the lot column is refused or taken, never thrown at", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), (text) => {
        const parsed = parseEepromHex(text);
        if (parsed.ok) factoryFields(parsed.value);
      }),
      RUNS,
    );
  });

  it.each([
    ["blanks", " ".repeat(200_000)],
    ["hex digits", "a".repeat(200_001)],
    ["spaced hex", "0a ".repeat(70_000)],
    ["quote marks", "> ".repeat(100_000)],
    ["offsets", "00000000: ".repeat(20_000)],
    ["keys without values", `Identifier : 0x03\n${"Vendor name".repeat(10_000)}`],
    ["escapes", "\u001b[".repeat(100_000)],
    ["lines", "Ethernet0: SFP EEPROM detected\n".repeat(20_000)],
    ["sentences", `x\ntransceiver is present\n${"serial number is ".repeat(10_000)}`],
    ["repeated rows", `00000000  ${"03 ".repeat(16)}\n*\nffffffff\n`],
    ["rows far apart", `00000000  ${"03 ".repeat(16)}\n*\n0000ffe0  ${"03 ".repeat(16)}\n`.repeat(15_000)],
    ["addresses far apart", `EEPROM Setup\n${`0000: ${"03 ".repeat(16)}\nffe0: ${"03 ".repeat(16)}\n`.repeat(15_000)}`],
    ["logged dumps", "sfp EE: 00000000: 03 04 07\n".repeat(20_000)],
    ["tags", "<TNAME>".repeat(30_000)],
    ["empty lines", "x\n".repeat(1_500_000)],
    ["ports", Array.from({ length: 20_000 }, (_, at) => `G${at} transceiver information:\n`).join("")],
    ["tables", "00: 03 04 07 10 00 00 00 00\n".repeat(20_000)],
    ["braces", "{0x03,\n".repeat(20_000)],
    ["rows of a table", `Port (Celsius)\n${Array.from({ length: 20_000 }, (_, at) => `Te${at} 20.1\n`).join("")}`],
  ])(
    "of too many %s costs no square of its length",
    (_, text) => {
      const before = process.cpuUsage();
      decodeCapture(text);
      const { user, system } = process.cpuUsage(before);
      expect(user + system).toBeLessThan(HANG_US);
    },
    120_000,
  );
});
