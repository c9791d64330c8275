import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { sharedReads } from "./shared-reads.ts";

/** Doubles numbers, and remembers which came together. */
function doubling(most: number, atOnce: number) {
  const batches: (readonly number[])[] = [];
  let running = 0;
  let highest = 0;
  const ask = sharedReads<number, number>({ most, atOnce }, async (keys) => {
    batches.push(keys);
    running += 1;
    highest = Math.max(highest, running);
    await sleep(2);
    running -= 1;
    if (keys.includes(13)) throw new Error("unlucky");
    return keys.map((key) => key * 2);
  });
  return { ask, batches, highest: () => highest };
}

describe("look-ups that share a statement", () => {
  it("give each asker its own answer, and ask once for those of one moment", async () => {
    const { ask, batches } = doubling(64, 2);
    expect(await Promise.all([1, 2, 3].map(ask))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it("are never more in a statement, or more statements at once, than was said", async () => {
    const { ask, batches, highest } = doubling(4, 2);
    const keys = Array.from({ length: 30 }, (_, at) => 100 + at);
    expect(await Promise.all(keys.map(ask))).toEqual(keys.map((key) => key * 2));
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(4);
    expect(highest()).toBe(2);
    expect(batches.flat()).toEqual(keys);
  });

  it("share a fault, and whoever asks after it is served", async () => {
    const { ask } = doubling(64, 1);
    const answers = await Promise.allSettled([ask(13), ask(1)]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await ask(1)).toBe(2);
  });
});
