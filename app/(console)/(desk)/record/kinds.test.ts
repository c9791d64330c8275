import { describe, expect, it } from "vitest";
import { isOffered, RECORDS, type RecordName } from "./kinds.ts";

const names = Object.keys(RECORDS) as RecordName[];

describe("what a member is asked to record", () => {
  it("is what goes into a host and comes out of it only where the network made it an operator", () => {
    const offered = (...roles: Parameters<typeof isOffered>[1]) => names.filter((name) => isOffered(name, roles));
    expect(offered("operator")).toEqual(names);
    expect(names.filter((name) => !offered("maker", "distributor", "auditor").includes(name))).toEqual([
      "installations",
      "removals",
    ]);
  });
});
