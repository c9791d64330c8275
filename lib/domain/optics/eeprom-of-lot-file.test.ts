/** The `eepromHex` column of a lot file. */
import { describe, expect, it } from "vitest";
import { factoryFields, factoryGate, parseEepromHex } from "./eeprom-of-lot-file.ts";
import { cmisDump, hexText, qsfpDump, sfpDiagnostics, sfpDump } from "./made-up-module.testing.ts";

const SFP = sfpDump();
const ROW = { serialNumber: "SN0001", partNumber: "EX-SFP-10G-LR" };

function pagesOf(hex: string) {
  const result = parseEepromHex(hex);
  if (!result.ok) throw new Error(result.error.sentence);
  return result.value;
}

describe("a dump in a lot file", () => {
  it("gives the fields of a birth record exactly as the EEPROM spells them", () => {
    expect(factoryFields(pagesOf(hexText(SFP.slice(0, 128))))).toMatchObject({
      vendorName: "EXAMPLE OPTICS",
      vendorOui: "ac:de:48",
      revision: "A1",
      dateCode: "260402",
      partNumber: "EX-SFP-10G-LR",
      serialNumber: "SN0001",
      formFactor: "SFP+",
      managementSpec: "SFF-8472",
      connector: "LC",
      media: "10GBASE-LR",
      eeprom: { map: "sff8472", pages: ["A0h"] },
    });
  });

  it.each([
    ["128 bytes of an SFP", SFP.slice(0, 128), ["A0h"]],
    ["512 bytes of an SFP", [...SFP, ...sfpDiagnostics()], ["A0h", "A2h"]],
    ["256 bytes whose second half is A2h", [...SFP.slice(0, 128), ...sfpDiagnostics().slice(0, 128)], ["A0h", "A2h"]],
    ["256 bytes whose second half is blank", SFP, ["A0h"]],
    ["256 bytes of a QSFP", qsfpDump(), ["lower", "00h"]],
    ["384 bytes of a CMIS module", cmisDump(1), ["lower", "00h", "01h"]],
    ["640 bytes of a CMIS module", cmisDump(3), ["lower", "00h", "01h", "02h", "04h"]],
  ])("is taken as %s", (_, bytes, pages) => {
    expect(factoryFields(pagesOf(hexText(bytes))).eeprom?.pages).toEqual(pages);
  });

  it("may name its pages, in any order and letter case", () => {
    const lower = hexText(cmisDump(0).slice(0, 128));
    const upper = hexText(cmisDump(0).slice(128));
    const named = pagesOf(`00H=${upper.toUpperCase()}; Lower=${lower};`);
    expect(factoryFields(named)).toEqual(factoryFields(pagesOf(lower + upper)));
  });

  it.each([
    ["", "eeprom/empty"],
    ["03 04 0", "eeprom/odd-digits"],
    ["03 04 zz", "eeprom/not-hex"],
    ["03 04 07", "eeprom/wrong-size"],
    ["ff".repeat(256), "eeprom/unknown-identifier"],
    ["06h=00", "eeprom/unknown-page"],
    [`lower=${"18".padEnd(256, "0")};lower=00`, "eeprom/repeated-page"],
    ["00h=0d", "eeprom/wrong-size"],
    [`lower=${"11".padEnd(256, "0")}`, "eeprom/identity-missing"],
  ])("%j is refused with a code and a sentence", (hex, code) => {
    const result = parseEepromHex(hex);
    expect(result.ok ? undefined : result.error.code).toBe(code);
    expect(result.ok ? "" : result.error.sentence).toMatch(/^[A-Z].{20,}\.$|^eepromHex .{20,}\.$/);
  });

  it("says at which character it stops being hexadecimal", () => {
    const result = parseEepromHex(`${"00".repeat(40)}-`);
    expect(result.ok ? "" : result.error.sentence).toContain('"-" at character 81');
  });
});

describe("the factory gate", () => {
  it("lets a sound dump of the right module pass", () => {
    expect(factoryGate(pagesOf(hexText(SFP.slice(0, 128))), ROW)).toEqual([]);
  });

  it("stops a dump of another module", () => {
    const found = factoryGate(pagesOf(hexText(SFP.slice(0, 128))), { serialNumber: "SN0002", partNumber: "OTHER" });
    expect(found.map(({ id }) => id)).toEqual(["RECORD_SERIAL_CONFLICT", "RECORD_PN_CONFLICT"]);
  });

  it("stops a serial number that was rewritten by hand", () => {
    const bytes = [...SFP.slice(0, 128)];
    bytes[68] = 0x41;
    expect(factoryGate(pagesOf(hexText(bytes)), ROW).map(({ id }) => id)).toContain("CHECKSUM_EXT_BAD");
  });

  it("stops a blank name", () => {
    const bytes = sfpDump({ name: "" }).slice(0, 128);
    expect(factoryGate(pagesOf(hexText(bytes)), ROW).map(({ id }) => id)).toEqual(["VENDOR_NAME_BLANK"]);
  });
});
