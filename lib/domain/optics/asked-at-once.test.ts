import { describe, expect, it } from "vitest";
import { partsToAsk } from "./asked-at-once.ts";

describe("a capture that is asked about in parts", () => {
  it("is covered once, in order, and no part is too large", () => {
    for (let count = 0; count <= 30; count++)
      for (const most of [3, 4, 7, 10]) {
        const parts = partsToAsk(count, most);
        const places = parts.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at));
        expect(places).toEqual(Array.from({ length: count }, (_, at) => at));
        expect(Math.max(0, ...parts.map(([from, to]) => to - from))).toBeLessThanOrEqual(most);
      }
  });

  it("has no part of one module beside others", () => {
    expect(partsToAsk(1, 250)).toEqual([[0, 1]]);
    expect(partsToAsk(251, 250)).toEqual([
      [0, 249],
      [249, 251],
    ]);
    for (let count = 2; count <= 60; count++)
      expect(partsToAsk(count, 10).every(([from, to]) => to - from > 1)).toBe(true);
  });
});
