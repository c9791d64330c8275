import { describe, expect, it } from "vitest";
import { lookupPath } from "./lookup-path.ts";

const CODE = "7M07VEGGZCH4W5AMYCMX8TYA5Z";
const pathOf = (text: string) => {
  const found = lookupPath(text);
  return found.ok ? found.value.path : found.error.code;
};

describe("a scanned or typed text", () => {
  it("leads to its page in every form that we print, in any letter case", () => {
    expect(pathOf(`HTTPS://EXAMPLE.ORG/V/${CODE}`)).toBe(`/v/${CODE}`);
    expect(pathOf(`https://example.org/v/${CODE.toLowerCase()}?lang=en`)).toBe(`/v/${CODE}`);
    expect(pathOf("https://example.org/01/09506000134352/21/ABCDEFGHJKMNPQRSTVWX")).toBe("/v/ABCDEFGHJKMNPQRSTVWX");
    expect(pathOf("HTTPS://EXAMPLE.ORG/00/340123450000000017")).toBe("/00/340123450000000017");
  });

  it("leads there as a person types it, and as a hand scanner sends it", () => {
    expect(pathOf("7m07-vegg zch4-w5am-ycmx-8tya-5z")).toBe(`/v/${CODE}`);
    expect(pathOf(`]Q3HTTPS://EXAMPLE.ORG/V/${CODE}\r\n`)).toBe(`/v/${CODE}`);
    expect(pathOf("７Ｍ０７ＶＥＧＧＺＣＨ４Ｗ５ＡＭＹＣＭＸ８ＴＹＡ５Ｚ")).toBe(`/v/${CODE}`);
    expect(pathOf("(3) 4012345 000000001 7")).toBe("/00/340123450000000017");
  });

  it("leads there as the bare text of a signed label", () => {
    const signed = `0${CODE}`.padEnd(154, "0");
    expect(pathOf(signed.toLowerCase())).toBe(`/v/${signed}`);
    expect(pathOf(`${signed}0`)).toBe("foreign");
    expect(pathOf("U".repeat(154))).toBe("foreign");
  });

  it("leads nowhere when it is somebody else's", () => {
    for (const text of ["https://evil.example/login", "javascript:alert(1)", `//evil.example/${CODE}`, "WIFI:S:x;;"])
      expect(pathOf(text)).toBe("foreign");
    expect(pathOf("  ")).toBe("empty");
  });

  it("never sends the covered code anywhere", () => {
    expect(pathOf(`HTTPS://EXAMPLE.ORG/A#${CODE}`)).toBe("secret");
  });

  it("keeps the address that the label itself names, so that a look-alike can be told", () => {
    expect(lookupPath(`HTTPS://TRUE1ANE.EXAMPLE/V/${CODE}`)).toMatchObject({
      value: { origin: "https://true1ane.example" },
    });
  });
});
