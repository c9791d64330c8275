import { describe, expect, it } from "vitest";
import { isWorkDone, WORK_BITS, workOn } from "./proof-of-work.ts";

describe("proof of work", () => {
  it("is found by trying, and checked with one hash", () => {
    const work = workOn("a challenge", 0, 100_000, 10);
    expect(work).toBeDefined();
    expect(work && isWorkDone(work, 10)).toBe(true);
    expect(work && isWorkDone({ ...work, answer: work.answer + 1 }, 10)).toBe(false);
    expect(work && isWorkDone({ ...work, challenge: "another" }, 10)).toBe(false);
  });

  it("comes in portions, and is not there before it is done", () => {
    expect(workOn("a challenge", 0, 50, WORK_BITS)).toBeUndefined();
    const whole = workOn("a challenge", 0, 100_000, 10);
    expect(workOn("a challenge", whole?.answer ?? 0, 1, 10)).toEqual(whole);
  });

  it("is not done by a number that is none", () => {
    for (const answer of [Number.NaN, -1, 0.5]) expect(isWorkDone({ challenge: "x", answer })).toBe(false);
  });
});
