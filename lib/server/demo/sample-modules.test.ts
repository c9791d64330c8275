import { describe, expect, it } from "vitest";
import { factoryGate, parseEepromHex } from "../../domain/optics/eeprom-of-lot-file.ts";
import { eepromHexOf, lotFileOf, OSFP_DR4, SFP_SR, serialsOf } from "./sample-modules.ts";

const MADE_ON = "2026-04-12";

describe.each([
  ["a 10G SR module", SFP_SR],
  ["an OSFP module", OSFP_DR4],
])("%s of the demo", (_name, sample) => {
  it("and its siblings pass the factory gate under their own serial numbers", () => {
    for (const serialNumber of serialsOf(sample, 12)) {
      const pages = parseEepromHex(eepromHexOf(sample, serialNumber, MADE_ON));
      if (!pages.ok) throw new Error(pages.error.sentence);
      expect(factoryGate(pages.value, { serialNumber, partNumber: sample.product.partNumber })).toEqual([]);
    }
  });

  it("has siblings that bear the date of their lot, and is itself what was read of it", () => {
    const [own = "", sibling = ""] = serialsOf(sample, 2);
    const { page, date } = sample.identity;
    const pageOf = (serial: string) => {
      const hex = new RegExp(`(?:^|;)${page}=([0-9a-f]+)`).exec(eepromHexOf(sample, serial, MADE_ON))?.[1] ?? "";
      return Buffer.from(hex, "hex");
    };
    expect(pageOf(sibling).toString("latin1", date, date + 6)).toBe("260412");
    expect(pageOf(own).toString("hex")).toBe(sample.pages[page]);
  });

  it("would not pass under a sibling's serial number", () => {
    const pages = parseEepromHex(eepromHexOf(sample, sample.serial, MADE_ON));
    if (!pages.ok) throw new Error(pages.error.sentence);
    const wrong = { serialNumber: "SOMEBODY ELSE", partNumber: sample.product.partNumber };
    expect(factoryGate(pages.value, wrong).map(({ id }) => id)).toContain("RECORD_SERIAL_CONFLICT");
  });

  it("is itself the first of its lot file", () => {
    const serials = serialsOf(sample, 3);
    expect(serials[0]).toBe(sample.serial);
    expect(new Set(serials).size).toBe(3);
    expect(lotFileOf(sample, serials, MADE_ON).trim().split("\n")).toHaveLength(4);
  });
});
