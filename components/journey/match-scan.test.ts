import { describe, expect, it } from "vitest";
import { moduleSubject } from "../../lib/domain/event/subject.ts";
import { labelIdOf, parseTypedCode } from "../../lib/domain/label/code.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { allOf, type ExpectedItem, matchScan } from "./match-scan.ts";

const CODE = expectOk(parseTypedCode("0123456789ABCDEFGHJKMNPQRS"));
const module = (subject: string, name: string): ExpectedItem => ({
  subject,
  is: "module",
  name,
  partNumber: "P",
  items: [],
});
const labelled = module(moduleSubject(labelIdOf(CODE)), "SN1");
const carton: ExpectedItem = {
  subject: "container/acme/106141412345678908/1",
  is: "container",
  name: "106141412345678908",
  partNumber: null,
  items: [labelled, module("module/b", "SN2")],
};
const things = allOf([carton, module("module/c", "SN3"), module("module/d", "SN3")]);

describe("a scan at the dock", () => {
  it("finds a module by label, typed code or serial number, also inside a carton", () => {
    expect(matchScan(things, `HTTPS://CHECK.EXAMPLE/V/${CODE}`)).toBe(labelled);
    expect(matchScan(things, CODE.toLowerCase())).toBe(labelled);
    expect(matchScan(things, "SN2")?.subject).toBe("module/b");
  });

  it("finds a carton by its number or link", () => {
    expect(matchScan(things, "106141412345678908")).toBe(carton);
    expect(matchScan(things, "https://check.example/00/106141412345678908")).toBe(carton);
  });

  it("names nothing that was not offered, and does not guess between two", () => {
    expect(matchScan(things, "SN9")).toBeUndefined();
    expect(matchScan(things, "SN3")).toBeUndefined();
  });
});
