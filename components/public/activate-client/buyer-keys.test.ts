import { describe, expect, it } from "vitest";
import { allKept, keptFor, keyFor, publicKeyOf } from "./buyer-keys.ts";

function shelf(changes: Partial<Storage> = {}) {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    ...changes,
  };
}
const about = (n: number) => ({ module: `module/${n}`, door: "ab".repeat(32), serialNumber: `S${n}`, partNumber: "P" });
const random = (bytes: Uint8Array) => crypto.getRandomValues(bytes);

describe("the buyer's keys on a device", () => {
  it("are made once for a module, and another for another module", () => {
    const here = shelf();
    const one = keyFor(here, about(1), random);
    expect(keyFor(here, about(1), random)).toEqual(one);
    expect(keptFor(here, "module/1")).toEqual(one);
    expect(publicKeyOf(keyFor(here, about(2), random))).not.toBe(publicKeyOf(one));
    expect(allKept(here).map(({ serialNumber }) => serialNumber)).toEqual(["S1", "S2"]);
  });

  it("are kept before they are used, or not made at all", () => {
    expect(() => keyFor(shelf({ setItem: () => undefined }), about(1), random)).toThrow("keeps nothing");
    const full = () => {
      throw new Error("QuotaExceededError");
    };
    expect(() => keyFor(shelf({ setItem: full }), about(1), random)).toThrow();
  });

  it("are not taken from what somebody else left there", () => {
    const here = shelf();
    for (const text of ["", "null", "{}", "[1]", '{"seed":1,"module":"m","door":"d"}', "not json"]) {
      here.setItem("truelane.buyer.module/1", text);
      here.setItem("another", text);
      expect(keptFor(here, "module/1")).toBeUndefined();
      expect(allKept(here)).toEqual([]);
    }
  });
});
