import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOfHex } from "./hex.ts";
import { textOfUtf8, utf8Of } from "./utf8.ts";

const bytesOf = (hex: string) => {
  const bytes = bytesOfHex(hex.replaceAll(" ", ""));
  return bytes.ok ? bytes.value : new Uint8Array(0);
};

describe("UTF-8", () => {
  it("is what the platform writes, for every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        expect(utf8Of(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
        expect(textOfUtf8(utf8Of(text))).toEqual({ ok: true, value: text });
      }),
    );
  });

  it("reads what the platform's strict decoder reads, and nothing else", () => {
    const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const likely = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0xbf,
      0xc0,
      0xc2,
      0xe0,
      0xed,
      0xa0,
      0xef,
      0xbb,
      0xf0,
      0xf4,
      0x90,
      0xff,
    );
    fc.assert(
      fc.property(fc.array(likely, { maxLength: 6 }), (list) => {
        const bytes = Uint8Array.from(list);
        let expected: unknown;
        try {
          expected = { ok: true, value: strict.decode(bytes) };
        } catch {
          expected = { ok: false, error: "malformed" };
        }
        expect(textOfUtf8(bytes)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps a byte order mark, so that it can be refused", () => {
    expect(textOfUtf8(bytesOf("ef bb bf 41"))).toEqual({ ok: true, value: "\ufeffA" });
  });

  it.each([
    ["an overlong slash", "c0 af"],
    ["half of a surrogate pair", "ed a0 80"],
    ["more than U+10FFFF", "f4 90 80 80"],
    ["a text that is cut short", "e2 82"],
  ])("refuses %s", (_, hex) => {
    expect(textOfUtf8(bytesOf(hex))).toEqual({ ok: false, error: "malformed" });
  });

  it("has no bytes for half of a surrogate pair", () => {
    expect(() => utf8Of("\ud800")).toThrow(RangeError);
    expect(() => utf8Of("\udc00x")).toThrow(RangeError);
  });

  it("reads texts longer than one chunk", () => {
    const long = "😀é".repeat(5000);
    expect(textOfUtf8(utf8Of(long))).toEqual({ ok: true, value: long });
  });
});
