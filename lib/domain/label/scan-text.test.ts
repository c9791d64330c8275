import { describe, expect, it } from "vitest";
import { characterOf, cleanScan, scansIn } from "./scan-text.ts";

describe("what a gun typed", () => {
  it("loses the symbology prefix, group separators and blanks", () => {
    expect(cleanScan("]d2HTTPS://EXAMPLE.COM/V/7Q \r\n")).toBe("HTTPS://EXAMPLE.COM/V/7Q");
    expect(cleanScan("]C100123456789012345675\u001d")).toBe("123456789012345675");
    expect(cleanScan("(00)123456789012345675")).toBe("123456789012345675");
  });

  it("keeps the letter case of a serial number, and text that only looks like a prefix", () => {
    expect(cleanScan("mUp0Wb0")).toBe("mUp0Wb0");
    expect(cleanScan("]")).toBe("]");
    expect(cleanScan("0012345678")).toBe("0012345678");
  });

  it("is folded when an input method made it full-width", () => {
    expect(cleanScan("ＡＢ１２３")).toBe("AB123");
  });

  it("may be several items at once", () => {
    expect(scansIn("A1\r\nA2\t\n\nA3，A4")).toEqual(["A1", "A2", "A3", "A4"]);
    expect(scansIn(" \n")).toEqual([]);
  });
});

describe("keys behind an input method", () => {
  it("are read by their place on the keyboard", () => {
    const typed = [
      ["KeyH", true],
      ["KeyT", false],
      ["Semicolon", true],
      ["Slash", false],
      ["Digit7", false],
      ["Numpad4", false],
    ] as const;
    expect(typed.map(([code, shift]) => characterOf(code, shift)).join("")).toBe("Ht:/74");
  });

  it("give nothing for keys that write nothing", () => {
    expect(["ShiftLeft", "Enter", "F8"].map((code) => characterOf(code, false)).join("")).toBe("");
  });
});
