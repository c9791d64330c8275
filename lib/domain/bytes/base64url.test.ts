import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base64Of, bytesOfBase64 } from "./base64.ts";
import { base64UrlOf, bytesOfBase64Url } from "./base64url.ts";
import { utf8Of } from "./utf8.ts";

/** RFC 4648 section 10. */
const RFC_4648 = [
  ["", ""],
  ["f", "Zg=="],
  ["fo", "Zm8="],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg=="],
  ["fooba", "Zm9vYmE="],
  ["foobar", "Zm9vYmFy"],
] as const;

describe("base64", () => {
  it.each(RFC_4648)("writes %j as %s, and without padding for JSON", (text, encoded) => {
    expect(base64Of(utf8Of(text))).toBe(encoded);
    expect(base64UrlOf(utf8Of(text))).toBe(encoded.replaceAll("=", ""));
    expect(bytesOfBase64(encoded)).toEqual({ ok: true, value: utf8Of(text) });
  });

  it("reads back every byte string that it wrote", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(base64UrlOf(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
        expect(bytesOfBase64Url(base64UrlOf(bytes))).toEqual({ ok: true, value: bytes });
        expect(bytesOfBase64(base64Of(bytes))).toEqual({ ok: true, value: bytes });
      }),
    );
  });

  it.each(["Zg==", "Zh", "Z", "Zm9v ", "Zm8\n", "Zm+v", "Zm/v", "ZmÄv"])("refuses %j as base64url", (text) => {
    expect(bytesOfBase64Url(text)).toEqual({ ok: false, error: "malformed" });
  });

  it.each(["Zg", "Zg=", "Zh==", "Zm9v====", "Zm-v", "=", "Zg==Zg=="])("refuses %j as padded base64", (text) => {
    expect(bytesOfBase64(text)).toEqual({ ok: false, error: "malformed" });
  });
});
