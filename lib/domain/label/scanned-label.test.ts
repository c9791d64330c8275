import { describe, expect, it } from "vitest";
import { codeOfBytes, groupCode, labelIdOf, shortCodeOfBytes } from "./code.ts";
import { parseGtin } from "./gtin.ts";
import { containerUri, gs1Uri, labelUri, payloadUri, secretUri } from "./label-uri.ts";
import { payloadBytes, payloadText } from "./payload.ts";
import { scannedLabel } from "./scanned-label.ts";
import { secretOfBytes } from "./secret.ts";
import { ssccOf } from "./sscc.ts";

const bytes = Uint8Array.from({ length: 16 }, (_, at) => at * 13 + 5);
const code = codeOfBytes(bytes);
const short = shortCodeOfBytes(bytes);
const gtin = parseGtin("10614141000415");
const payload = (of: typeof code) =>
  payloadText({
    signed: payloadBytes({ kid: "0011223344556677", model: "00112233", code: of, issuedOn: "2026-11-29" }),
    signature: new Uint8Array(64),
  });

describe("a scanned label", () => {
  it.each([
    ["its code as it was typed", groupCode(code).toLowerCase(), code],
    ["its link", labelUri("https://true.example", code), code],
    ["its link with what a scan gun puts before it", `]Q1${labelUri("https://true.example", code)}\n`, code],
    ["its GS1 link", gs1Uri("https://true.example", gtin.ok ? gtin.value : ("" as never), short), short],
    ["its signed payload", payloadUri("https://true.example", payload(code)), code],
    ["the signed payload of a short code", payload(short), short],
    ["its id", labelIdOf(code), code],
  ])("is known by %s", (_, text, of) => {
    expect(scannedLabel(text)).toBe(labelIdOf(of));
  });

  it.each([
    ["a covered code's address", secretUri("https://true.example", secretOfBytes(bytes))],
    ["a carton", containerUri("https://true.example", ssccOf(0, "4012345", 7))],
    ["somebody else's code", "https://other.example/product/7"],
    ["a serial number", "FNS2407700000"],
    ["nothing", ""],
  ])("is not %s", (_, text) => {
    expect(scannedLabel(text)).toBeUndefined();
  });
});
