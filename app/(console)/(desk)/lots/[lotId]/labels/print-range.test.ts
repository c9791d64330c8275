import { describe, expect, it } from "vitest";
import { printRange } from "./print-range.ts";

describe("what is printed", () => {
  it("is the whole lot from the first free place when nothing was asked", () => {
    expect(printRange({}, 40, 24)).toEqual({ first: 1, count: 40, start: 1 });
  });

  it("is what was asked for", () => {
    expect(printRange({ first: "11", count: "5", start: "7" }, 40, 24)).toEqual({ first: 11, count: 5, start: 7 });
  });

  it("never leaves the lot or the sheet", () => {
    expect(printRange({ first: "38", count: "900", start: "99" }, 40, 24)).toEqual({ first: 38, count: 3, start: 24 });
    expect(printRange({ first: "-1", count: "x", start: "0" }, 40, 24)).toEqual({ first: 1, count: 40, start: 1 });
  });
});
