import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hexOf } from "../bytes/hex.ts";
import { utf8Of } from "../bytes/utf8.ts";
import { bytesOfBase32 } from "./base32.ts";
import { codeOfBytes, foldCode, groupCode, labelIdOf, parseCode, parseTypedCode, shortCodeOfBytes } from "./code.ts";

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
const ZERO = "0".repeat(26);
const LARGEST = `7${"Z".repeat(25)}`;

describe("codes", () => {
  it("are the random number, most significant character first", () => {
    expect(codeOfBytes(new Uint8Array(16))).toBe(ZERO);
    expect(codeOfBytes(new Uint8Array(16).fill(255))).toBe(LARGEST);
    expect(codeOfBytes(Uint8Array.of(...new Array(15).fill(0), 33))).toBe(`${"0".repeat(24)}11`);
    expect(shortCodeOfBytes(new Uint8Array(16).fill(255))).toBe("Z".repeat(20));
  });

  it("read back as they were printed, and hold all 128 bits", () => {
    fc.assert(
      fc.property(sixteen, (bytes) => {
        const code = codeOfBytes(bytes);
        expect(parseCode(code)).toEqual({ ok: true, value: code });
        expect(bytesOfBase32(code)).toEqual(bytes);
        expect(parseTypedCode(groupCode(code).toLowerCase())).toEqual({ ok: true, value: code });
      }),
    );
  });

  it("fold what a reader mistakes, in ASCII only", () => {
    expect(foldCode("iIlLoOaz")).toBe("111100AZ");
    // The Turkish dotless i and the Kelvin sign have ASCII capitals in some alphabets.
    expect(parseCode(`${"0".repeat(25)}ı`).ok).toBe(false);
    expect(parseCode(`${"0".repeat(25)}\u212a`).ok).toBe(false);
  });

  it.each([
    ["the letter U", `${"0".repeat(25)}U`],
    ["a number of 129 bits", `8${"0".repeat(25)}`],
    ["25 characters", "0".repeat(25)],
    ["a hyphen on a route", `${"0".repeat(12)}-${"0".repeat(13)}`],
    ["a blank on a route", ` ${"0".repeat(25)}`],
    ["nothing", ""],
  ])("refuse %s", (_, text) => {
    expect(parseCode(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("are known to the ledger by their hash only", () => {
    const code = codeOfBytes(new Uint8Array(16));
    expect(labelIdOf(code)).toBe(hexOf(sha256(utf8Of(`truelane-label/1\n${ZERO}`))));
  });

  it("are grouped in fours for the eye", () => {
    expect(groupCode(codeOfBytes(new Uint8Array(16)))).toBe("0000-0000-0000-0000-0000-0000-00");
    expect(groupCode(shortCodeOfBytes(new Uint8Array(16)))).toBe("0000-0000-0000-0000-0000");
  });

  it("are made of 16 random bytes, no fewer", () => {
    expect(() => codeOfBytes(new Uint8Array(15))).toThrow(RangeError);
    expect(() => shortCodeOfBytes(new Uint8Array(13))).toThrow(RangeError);
  });
});
