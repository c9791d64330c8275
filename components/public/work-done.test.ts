import { describe, expect, it } from "vitest";
import { isWorkDone } from "../../lib/domain/verify/proof-of-work.ts";
import { workDone } from "./work-done.ts";

describe("the work of a page", () => {
  it("ends at another answer in each browser, though the challenge is the same, and fits the address", async () => {
    const done = [await workDone("a challenge"), await workDone("a challenge")];
    expect(new Set(done.map(({ answer }) => answer)).size).toBe(2);
    for (const work of done) {
      expect(isWorkDone(work)).toBe(true);
      expect(String(work.answer)).toMatch(/^\d{1,15}$/);
    }
  });
});
