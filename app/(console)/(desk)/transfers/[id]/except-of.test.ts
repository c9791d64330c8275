import { describe, expect, it } from "vitest";
import type { ExpectedItem } from "@/components/journey/match-scan.ts";
import { exceptOf } from "./except-of.ts";

const one: ExpectedItem = { subject: "module/aa", is: "module", name: "SN1", partNumber: null, items: [] };
const two: ExpectedItem = { subject: "module/bb", is: "module", name: "SN2", partNumber: null, items: [] };
const carton: ExpectedItem = {
  subject: "container/m/1/1",
  is: "container",
  name: "1",
  partNumber: null,
  items: [one, two],
};

describe("what is excepted from an acceptance", () => {
  it("names a module inside a carton by its label id, with its note", () => {
    expect(exceptOf([carton], new Map([["module/bb", { reason: "damaged", note: " bent " }]]))).toEqual([
      { item: "bb", reason: "damaged", note: "bent" },
    ]);
  });

  it("names a missing carton once, not what would be inside", () => {
    const missing = { reason: "missing", note: "" } as const;
    const all = new Map([carton, one, two].map(({ subject }) => [subject, missing] as const));
    expect(exceptOf([carton], all)).toEqual([{ item: "1", reason: "missing" }]);
  });

  it("still names what has no reason yet, so that nobody takes it over by mistake", () => {
    expect(exceptOf([carton], new Map([["module/aa", { reason: "", note: "" }]]))).toEqual([
      { item: "aa", reason: "" },
    ]);
  });

  it("is nothing when nothing differs", () => {
    expect(exceptOf([carton], new Map())).toEqual([]);
  });
});
