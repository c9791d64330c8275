import { describe, expect, it } from "vitest";
import { expectOk } from "../result.ts";
import { codeOfBytes, shortCodeOfBytes } from "./code.ts";
import { parseGtin } from "./gtin.ts";
import { containerUri, gs1Uri, labelUri, parseLabelUri, secretUri } from "./label-uri.ts";
import { secretOfBytes } from "./secret.ts";
import { parseSscc } from "./sscc.ts";

const code = codeOfBytes(new Uint8Array(16).fill(42));
const short = shortCodeOfBytes(new Uint8Array(16).fill(42));
const gtin = expectOk(parseGtin("10614141000415"));
const sscc = expectOk(parseSscc("106141412345678908"));
const secret = secretOfBytes(new Uint8Array(16).fill(9));
const HOST = "https://true.example:8443";
const origin = HOST;

describe("addresses on labels", () => {
  it("stay in the alphanumeric mode of a QR code", () => {
    for (const uri of [labelUri(HOST, code), containerUri(`${HOST}/`, sscc), gs1Uri(HOST, gtin, short)])
      expect(uri).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
    expect(labelUri("https://true.example/", code)).toBe(`HTTPS://TRUE.EXAMPLE/V/${code}`);
  });

  it("come back as what they name", () => {
    expect(parseLabelUri(labelUri(HOST, code))).toEqual({ ok: true, value: { origin, kind: "code", code } });
    expect(parseLabelUri(containerUri(HOST, sscc))).toEqual({ ok: true, value: { origin, kind: "sscc", sscc } });
    expect(parseLabelUri(secretUri(HOST, secret))).toEqual({ ok: true, value: { origin, kind: "secret", secret } });
    expect(parseLabelUri(gs1Uri(HOST, gtin, short))).toEqual({
      ok: true,
      value: { origin, kind: "gs1", gtin, serial: short, code: short },
    });
  });

  it("are read in any letter case, with a query, and with blanks around them", () => {
    expect(parseLabelUri(` ${labelUri(HOST, code).toLowerCase()}?linkType=all\n`)).toEqual({
      ok: true,
      value: { origin, kind: "code", code },
    });
  });

  it("tell a signed payload by its length", () => {
    const payload = "0".repeat(154);
    expect(parseLabelUri(`${HOST}/V/${payload}`)).toEqual({ ok: true, value: { origin, kind: "payload", payload } });
  });

  it("keep a legal serial that is none of our codes", () => {
    expect(parseLabelUri(`${HOST}/01/${gtin}/21/FNS%2F77`)).toEqual({
      ok: true,
      value: { origin, kind: "gs1", gtin, serial: "FNS/77" },
    });
  });

  it.each([
    "",
    code,
    `${HOST}/`,
    `${HOST}/V/`,
    `${HOST}/V/${code}0`,
    `${HOST}/V/${code}/x`,
    `${HOST}/x/V/${code}`,
    `ftp://true.example/V/${code}`,
    `javascript:alert(1)//V/${code}`,
    `${HOST}/01/${gtin}/21/${code}`,
    `${HOST}/01/${gtin}/10/LOT`,
    `${HOST}/01/10614141000416/21/${short}`,
    `${HOST}/01/${gtin}/21/%zz`,
    `${HOST}/01/${gtin}/21/`,
    `${HOST}/00/106141412345678909`,
    `${HOST}/A`,
    `${HOST}/A#123`,
  ])("are not %j", (text) => {
    expect(parseLabelUri(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });
});
