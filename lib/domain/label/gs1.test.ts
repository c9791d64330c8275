import { describe, expect, it } from "vitest";
import { isGtinUnder, parseGtin } from "./gtin.ts";
import { parseSerial } from "./serial.ts";
import { isSsccUnder, parseSscc, ssccOf } from "./sscc.ts";

describe("GTINs", () => {
  it.each([
    // GS1 General Specifications section 7.9.1 computes 6291041500213.
    ["6291041500213", "06291041500213"],
    ["96385074", "00000096385074"],
    ["036000291452", "00036000291452"],
    ["10614141000415", "10614141000415"],
  ])("%s is the GTIN %s", (text, gtin) => {
    expect(parseGtin(text)).toEqual({ ok: true, value: gtin });
  });

  it.each(["6291041500214", "629104150021", "123", "", "6291041500213 ", "٦٢٩١٠٤١٥٠٠٢١٣"])("%j is none", (text) => {
    expect(parseGtin(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("belong to the prefix behind the indicator digit", () => {
    const gtin = parseGtin("10614141000415");
    expect(gtin.ok && isGtinUnder(gtin.value, ["0614141"])).toBe(true);
    expect(gtin.ok && isGtinUnder(gtin.value, ["1061414", "4012345"])).toBe(false);
  });
});

describe("SSCCs", () => {
  it("carry a check digit (GS1 General Specifications section 7.9)", () => {
    expect(parseSscc("106141412345678908")).toEqual({ ok: true, value: "106141412345678908" });
    expect(parseSscc("106141412345678909")).toMatchObject({ ok: false, error: { code: "malformed" } });
    expect(parseSscc("10614141234567890").ok).toBe(false);
  });

  it("are numbered under a prefix, whatever its length", () => {
    const sscc = ssccOf(1, "0614141", 234567890);
    expect(sscc).toBe("106141412345678908");
    expect(isSsccUnder(sscc, ["0614141"])).toBe(true);
    expect(isSsccUnder(sscc, ["1061414"])).toBe(false);
    expect(parseSscc(ssccOf(0, "4012", 0)).ok).toBe(true);
    expect(parseSscc(ssccOf(9, "401234567890", 9999)).ok).toBe(true);
  });

  it("end where the prefix has no room left", () => {
    expect(() => ssccOf(9, "401234567890", 10000)).toThrow(RangeError);
    expect(() => ssccOf(10, "4012345", 1)).toThrow(RangeError);
    expect(() => ssccOf(1, "401", 1)).toThrow(RangeError);
    expect(() => ssccOf(1, "4012345", -1)).toThrow(RangeError);
    expect(() => ssccOf(1, "4012345", 1.5)).toThrow(RangeError);
  });
});

describe("serial numbers", () => {
  it.each([
    ["FNS12345678", "FNS12345678"],
    ["ABC             ", "ABC"],
    ["A B", "A B"],
    ["1234567890123456", "1234567890123456"],
  ])("%j is %j", (text, serial) => {
    expect(parseSerial(text)).toEqual({ ok: true, value: serial });
  });

  it.each(["", "    ", " ABC", "12345678901234567", "ABC\n", "Ä1", "A\u0000"])("%j is none", (text) => {
    expect(parseSerial(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });
});
