import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDigitalLink } from "./digital-link.ts";

/** GTIN and SSCC of the examples of the GS1 Digital Link standard, URI Syntax. */
const GTIN = "09506000134352";
const SSCC = "106141412345678908";

const read = (path: string) => {
  const link = parseDigitalLink(path);
  if (!link.ok) throw new Error(link.error.detail);
  return link.value;
};

describe("the path of a GS1 Digital Link", () => {
  it("is a GTIN with the qualifiers that may follow it, or an SSCC alone", () => {
    expect(read(`/01/${GTIN}`)).toEqual({ key: "01", gtin: GTIN, path: `/01/${GTIN}` });
    expect(read(`/01/${GTIN}/22/2A/10/ABC123/21/XYZ`)).toMatchObject({ lot: "ABC123", serial: "XYZ" });
    expect(read(`/01/${GTIN}/235/XYZ`)).toMatchObject({ path: `/01/${GTIN}/235/XYZ` });
    expect(read(`/00/${SSCC}`)).toEqual({ key: "00", sscc: SSCC, path: `/00/${SSCC}` });
  });

  it("means the same with a slash at its end", () => {
    expect(read(`/01/${GTIN}/21/XYZ/`)).toEqual(read(`/01/${GTIN}/21/XYZ`));
    expect(read(`/00/${SSCC}/`)).toEqual(read(`/00/${SSCC}`));
  });

  it("carries encoded characters of the GS1 set, and gives them back encoded", () => {
    expect(read(`/01/${GTIN}/21/A%2FB%3F`)).toMatchObject({ serial: "A/B?", path: `/01/${GTIN}/21/A%2FB%3F` });
  });

  it("is refused with a wrong check digit, an unknown key, qualifiers out of order, twice, without or with a bad value", () => {
    for (const path of [
      "/01/09506000134353",
      "/00/106141412345678909",
      `/8006/${GTIN}`,
      `/01/${GTIN}/foo`,
      `/01/${GTIN}/21/XYZ/foo`,
      `/01/${GTIN}/21/XYZ/10/ABC`,
      `/01/${GTIN}/21/X/21/Y`,
      `/01/${GTIN}/21/X/235/Y`,
      `/01/${GTIN}/21//`,
      `/01/${GTIN}/21/${"9".repeat(21)}`,
      `/01/${GTIN}/21/A%20B`,
      `/01/${GTIN}/21/%E0%A4%A`,
      `/00/${SSCC}/foo`,
      `/00/${SSCC}/21/1`,
      "/",
      "",
    ])
      expect(parseDigitalLink(path).ok, path).toBe(false);
  });

  it("answers for any text at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const link = parseDigitalLink(text);
        if (link.ok) expect(parseDigitalLink(link.value.path)).toEqual(link);
      }),
    );
  });
});
