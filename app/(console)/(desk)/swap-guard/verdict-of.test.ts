import { describe, expect, it } from "vitest";
import type { ModuleCheck } from "@/lib/domain/optics/check-answer.ts";
import { verdictOf } from "./verdict-of.ts";

const check = (change: Partial<ModuleCheck>): ModuleCheck => ({
  port: null,
  evidence: "bytes",
  identity: { vendorName: "ACME", partNumber: "P-1", serialNumber: "S1" },
  record: "found",
  registered: null,
  v6: { code: "V6", name: "MODULE_MATCHES", matched: 5, compared: 5, text: "" },
  fields: [],
  mismatches: [],
  likelihood: [],
  recoded: null,
  recalled: null,
  seenElsewhere: null,
  findings: [],
  ...change,
});
const DELIVERY = new Set(["S1", "S2"]);

describe("what the switch says of a module that came back", () => {
  it("agrees where its record agrees and it was expected", () => {
    expect(verdictOf(check({}), DELIVERY)).toBe("agrees");
    expect(verdictOf(check({}))).toBe("agrees");
  });

  it("differs where a field differs, or where its maker has no such serial number", () => {
    expect(verdictOf(check({ mismatches: ["core"] }), DELIVERY)).toBe("differs");
    expect(verdictOf(check({ record: "not-registered", v6: null }), DELIVERY)).toBe("differs");
  });

  it("is stopped by its record where every field agrees", () => {
    const stolen = { id: "RECORD_STOLEN", severity: "conflict", because: "", innocent: "" } as const;
    expect(verdictOf(check({ findings: [stolen] }), DELIVERY)).toBe("stopped");
    expect(verdictOf(check({ findings: [{ ...stolen, id: "RECORD_RECALLED", severity: "suspicious" }] }))).toBe(
      "stopped",
    );
    expect(verdictOf(check({ findings: [stolen], mismatches: ["core"] }))).toBe("differs");
  });

  it("is a stranger's where its record agrees and nobody offered it", () => {
    const other = { vendorName: "ACME", partNumber: "P-1", serialNumber: "S9" };
    expect(verdictOf(check({ identity: other }), DELIVERY)).toBe("stranger");
  });

  it("tells nothing where its maker keeps no records here", () => {
    expect(verdictOf(check({ record: "maker-not-here", v6: null }), DELIVERY)).toBe("unknown");
  });
});
