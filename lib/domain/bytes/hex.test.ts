import { describe, expect, it } from "vitest";
import { bytesOfHex, hexOf } from "./hex.ts";

describe("hexadecimal", () => {
  it("writes lower case, and reads back what it wrote", () => {
    const bytes = Uint8Array.of(0, 1, 0xab, 0xff);
    expect(hexOf(bytes)).toBe("0001abff");
    expect(bytesOfHex("0001abff")).toEqual({ ok: true, value: bytes });
    expect(bytesOfHex("")).toEqual({ ok: true, value: new Uint8Array(0) });
  });

  it.each(["AB", "0xab", "abc", " ab", "ab\n", "gg", "ａｂ"])("refuses %j instead of converting it", (text) => {
    expect(bytesOfHex(text)).toEqual({ ok: false, error: "malformed" });
  });
});
