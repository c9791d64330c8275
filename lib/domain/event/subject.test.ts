import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  containerSubject,
  lotSubject,
  memberSubject,
  moduleSubject,
  networkSubject,
  parseSubject,
  productSubject,
  transferSubject,
} from "./subject.ts";

const ID = "00112233445566778899aabbccddeeff";
const HASH = ID + ID;

describe("subjects", () => {
  it.each([
    [networkSubject(ID), `network/${ID}`, { is: "network", network: ID }],
    [memberSubject("lumina"), "member/lumina", { is: "member", member: "lumina" }],
    [moduleSubject(HASH), `module/${HASH}`, { is: "module", labelId: HASH }],
    [transferSubject(ID), `transfer/${ID}`, { is: "transfer", transfer: ID }],
    [lotSubject("lumina", "L 1/ü"), "lot/lumina/L%201%2F%C3%BC", { is: "lot", member: "lumina", lotId: "L 1/ü" }],
    [
      productSubject("lumina", "A(1)!*'~", ""),
      "product/lumina/A%281%29%21%2A%27~/",
      { is: "product", member: "lumina", partNumber: "A(1)!*'~", revision: "" },
    ],
    [
      containerSubject("lumina", "340123450000000012", 7),
      "container/lumina/340123450000000012/7",
      { is: "container", member: "lumina", sscc: "340123450000000012", n: 7 },
    ],
  ])("%s is written and read back", (subject, text, parsed) => {
    expect(subject).toBe(text);
    expect(parseSubject(text)).toEqual({ ok: true, value: parsed });
  });

  it("keeps every part number apart from every other", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (partNumber) => {
        const parsed = parseSubject(productSubject("lumina", partNumber, "1"));
        if (parsed.ok) expect(parsed.value).toMatchObject({ partNumber, revision: "1" });
      }),
    );
  });

  it.each([
    "",
    "member",
    "member/",
    "member/Lumina",
    "member/lumina/x",
    "wizard/lumina",
    `network/${ID.toUpperCase()}`,
    `module/${ID}`,
    "lot/lumina/",
    "lot/lumina/L%201%2f",
    "lot/lumina/%4c",
    "lot/lumina/L!",
    "lot/lumina/L 1",
    "lot/lumina/%",
    "lot/lumina/%C0%AF",
    "lot/lumina/a%00",
    "lot/lumina/a%E2%80%AEb",
    "container/lumina/340123450000000012/0",
    "container/lumina/340123450000000012/01",
    "container/lumina/34012345000000001/1",
    `lot/lumina/${"x".repeat(65)}`,
  ])("refuses %j", (text) => {
    expect(parseSubject(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });
});
