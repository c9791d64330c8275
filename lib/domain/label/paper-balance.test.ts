import { describe, expect, it } from "vitest";
import { isBalanced, paperLeft } from "./paper-balance.ts";

describe("labels on paper", () => {
  it("balance when each that was printed is on a module or void", () => {
    expect(isBalanced({ printed: 4, applied: 3, voided: 1 })).toBe(true);
  });

  it("do not balance while one is missing, or when one came back that was never printed", () => {
    expect(paperLeft({ printed: 4, applied: 2, voided: 1 })).toBe(1);
    expect(isBalanced({ printed: 4, applied: 2, voided: 1 })).toBe(false);
    expect(paperLeft({ printed: 3, applied: 3, voided: 1 })).toBe(-1);
    expect(isBalanced({ printed: 3, applied: 3, voided: 1 })).toBe(false);
  });

  it("do not balance before anything was printed", () => {
    expect(isBalanced({ printed: 0, applied: 0, voided: 0 })).toBe(false);
  });
});
