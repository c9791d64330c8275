import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sharedAnswer } from "./shared-answer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Answers 1, 2, 3 … when they are let go. */
function counted() {
  const waiting: (() => void)[] = [];
  let made = 0;
  const make = () => {
    const number = ++made;
    return new Promise<number>((resolve) => waiting.push(() => resolve(number)));
  };
  return { make, letGo: () => waiting.shift()?.() };
}

describe("an answer that is shared", () => {
  it("is one for all who ask while it is made, and made anew for the next", async () => {
    const { make, letGo } = counted();
    const ask = sharedAnswer(make);
    const [one, other] = [ask(), ask()];
    letGo();
    expect(await Promise.all([one, other])).toEqual([1, 1]);
    const next = ask();
    letGo();
    expect(await next).toBe(2);
  });

  it("stays for as long as it is fresh, and no longer", async () => {
    const { make, letGo } = counted();
    const ask = sharedAnswer(make, 1_000);
    const first = ask();
    letGo();
    await first;
    vi.advanceTimersByTime(999);
    expect(await ask()).toBe(1);
    vi.advanceTimersByTime(1);
    const next = ask();
    letGo();
    expect(await next).toBe(2);
  });

  it("that fails fails for all who asked, and does not stay", async () => {
    let made = 0;
    const ask = sharedAnswer(async () => {
      if (++made === 1) throw new Error("no");
      return made;
    });
    expect((await Promise.allSettled([ask(), ask()])).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await ask()).toBe(2);
  });
});
