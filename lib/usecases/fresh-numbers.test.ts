import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freshNumbers } from "./fresh-numbers.ts";
import { recentBuyers } from "./recent-buyers.ts";

describe("fresh numbers", () => {
  let now = Date.parse("2026-11-29T12:00:00.000Z");
  const numbers = freshNumbers("a secret", () => now);

  it("are good for what they were made for, for a quarter of an hour", () => {
    const number = numbers.make("claimant module/1");
    expect(number).toMatch(/^[0-9a-f]{32}$/);
    expect(numbers.isFresh(number, "claimant module/1")).toBe(true);
    expect(numbers.isFresh(number, "claimant module/2")).toBe(false);
    expect(freshNumbers("another secret", () => now).isFresh(number, "claimant module/1")).toBe(false);
    now += 15 * 60_000;
    expect(numbers.isFresh(number, "claimant module/1")).toBe(true);
    now += 1_000;
    expect(numbers.isFresh(number, "claimant module/1")).toBe(false);
  });

  it("are never made by anybody else, nor of the future", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(numbers.isFresh(text, "x")).toBe(false);
      }),
    );
    const number = numbers.make("x");
    now -= 60_000;
    expect(numbers.isFresh(number, "x")).toBe(false);
  });
});

describe("who activated a moment ago", () => {
  it("is known for ten minutes, from the same network and for the same module and key", () => {
    let now = 0;
    const buyers = recentBuyers(() => now);
    buyers.note("module/1", "key", "home");
    expect(buyers.isOne("module/1", "key", "home")).toBe(true);
    for (const [module, key, asker] of [
      ["module/2", "key", "home"],
      ["module/1", "other", "home"],
      ["module/1", "key", "elsewhere"],
    ] as const)
      expect(buyers.isOne(module, key, asker)).toBe(false);
    now = 10 * 60_000;
    expect(buyers.isOne("module/1", "key", "home")).toBe(false);
  });

  it("is forgotten in time when very many come", () => {
    const buyers = recentBuyers(() => 0);
    for (let n = 0; n < 12_000; n++) buyers.note(`module/${n}`, "key", "home");
    expect(buyers.isOne("module/11999", "key", "home")).toBe(true);
    expect(buyers.isOne("module/0", "key", "home")).toBe(false);
  });
});
