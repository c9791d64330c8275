import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { belowFloors } from "./floors.mjs";
import { ROOT } from "./modules.mjs";

const NODE = "24.21.0";
const GOOD = {
  "node_modules/next": { version: "16.2.11" },
  "node_modules/react": { version: "19.2.6" },
  "node_modules/react-dom": { version: "19.3.0" },
  "node_modules/better-auth": { version: "1.6.14" },
};

describe("the oldest versions that may run", () => {
  it("are met by what is locked", () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
    expect(belowFloors(packages, NODE)).toEqual([]);
  });

  it("may be met exactly, or by anything newer", () => {
    expect(belowFloors(GOOD, "22.12.0")).toEqual([]);
    expect(belowFloors({ ...GOOD, "node_modules/next": { version: "17.0.0-beta.1" } }, NODE)).toEqual([]);
    expect(belowFloors({ ...GOOD, "node_modules/better-auth": { version: "1.10.0" } }, NODE)).toEqual([]);
  });

  it.each([
    ["next", "16.2.10", "16.2.11"],
    ["next", "16.2.11-canary.3", "16.2.11"],
    ["react", "19.1.99", "19.2.6"],
    ["react-dom", "18.3.1", "19.2.6"],
    ["better-auth", "1.6.9", "1.6.14"],
    ["better-auth", "latest", "1.6.14"],
  ])("refuse %s %s", (name, version, floor) => {
    expect(belowFloors({ ...GOOD, [`node_modules/${name}`]: { version } }, NODE)).toEqual([
      `node_modules/${name} is ${version}; at least ${floor} is needed`,
    ]);
  });

  it("refuse an old copy that another package brought along", () => {
    const copy = { "node_modules/some/node_modules/react": { version: "18.3.1" } };
    expect(belowFloors({ ...GOOD, ...copy }, NODE)).toEqual([
      "node_modules/some/node_modules/react is 18.3.1; at least 19.2.6 is needed",
    ]);
  });

  it("ask for each of them, and for a Node that is new enough", () => {
    const { "node_modules/next": _, ...without } = GOOD;
    expect(belowFloors(without, NODE)).toEqual(["next is not installed"]);
    expect(belowFloors(GOOD, "22.11.9")).toEqual(["Node.js is 22.11.9; at least 22.12.0 is needed"]);
  });

  it("take no other package for one of them", () => {
    expect(belowFloors({ ...GOOD, "node_modules/@types/react": { version: "18.0.0" } }, NODE)).toEqual([]);
  });
});
