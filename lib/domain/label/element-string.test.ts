import { describe, expect, it } from "vitest";
import { elementString } from "./element-string.ts";
import { lookupPath } from "./lookup-path.ts";

const CODE = "ABCDEFGHJKMNPQRSTVWX";
const GTIN = "09506000134352";
const item = { gtin: GTIN, serial: CODE };

describe("a GS1 element string", () => {
  it("names the item, with or without a lot, for the eye or bare", () => {
    for (const text of [
      `(01)${GTIN}(21)${CODE}`,
      `(01)${GTIN}(10)L-7(21)${CODE}`,
      `01${GTIN}21${CODE}`,
      `\u001d01${GTIN}10L-7\u001d21${CODE}`,
      `01${GTIN}21${CODE}\u001d10L-7`,
    ])
      expect(elementString(text), text).toEqual(item);
  });

  it("survives a scanner that drops separators, because a code has 20 characters", () => {
    expect(elementString(`01${GTIN}21${CODE}10L-7`)).toEqual(item);
  });

  it("names a carton", () => {
    expect(elementString("(00)340123450000000017")).toBe("340123450000000017");
    expect(elementString("00340123450000000017")).toBe("340123450000000017");
  });

  it("is nothing else: neither a code, nor a price, nor an address", () => {
    for (const text of [CODE, "(3103)000189", `https://evil.example/01/${GTIN}/21/${CODE}`, `01${GTIN}`, ""])
      expect(elementString(text), text).toBeUndefined();
  });
});

describe("a scanned element string", () => {
  it("leads to the label's page, with the prefixes that scanners put in front", () => {
    for (const prefix of ["]d2", "]Q3", "]C1", "]d2\u001d"]) {
      const found = lookupPath(`${prefix}01${GTIN}21${CODE}\r`);
      expect(found.ok && found.value.path, prefix).toBe(`/v/${CODE}`);
    }
  });

  it("leads nowhere when its serial number is none of our codes or its GTIN is wrong", () => {
    expect(lookupPath(`(01)${GTIN}(21)SN-12`).ok).toBe(false);
    expect(lookupPath(`(01)09506000134353(21)${CODE}`).ok).toBe(false);
  });
});
