import { describe, expect, it } from "vitest";
import { codePathOf } from "./code-path.ts";

describe("what somebody types into the check box", () => {
  it("may be the code with blanks and small letters", () => {
    expect(codePathOf("0123 4567 89ab cdef ghjk mnpq rs")).toBe("/v/0123456789ABCDEFGHJKMNPQRS");
  });

  it("may be the whole link of any host", () => {
    expect(codePathOf("HTTPS://CHECK.EXAMPLE/V/0123456789ABCDEFGHJKMNPQRS")).toBe("/v/0123456789ABCDEFGHJKMNPQRS");
    expect(codePathOf("https://x.example/00/106141412345678908")).toBe("/00/106141412345678908");
  });

  it("never leads to another page or host", () => {
    expect(codePathOf("//evil.example/v")).toBeUndefined();
    expect(codePathOf("https://evil.example/login")).toBeUndefined();
    expect(codePathOf("")).toBeUndefined();
  });
});
