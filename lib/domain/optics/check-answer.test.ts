/** Which module a scanned label speaks of, and what is wrong between the two. */
import { describe, expect, it } from "vitest";
import type { ToldFinding } from "./answer.ts";
import { type LabelOutcome, labelFaultOf, labelOutcomeOf, type ModuleCheck } from "./check-answer.ts";

const label = (outcome: LabelOutcome["outcome"], serialNumber: string | null = "SN1"): LabelOutcome => ({
  outcome,
  serialNumber,
  because: "",
});
const check = (serialNumber: string | null, ...ids: ToldFinding["id"][]) =>
  ({
    identity: { vendorName: null, partNumber: null, serialNumber },
    findings: ids.map((id) => ({ id, severity: "conflict", because: "", innocent: "" })),
  }) as unknown as ModuleCheck;

describe("a label beside a module", () => {
  it.each([
    ["of its serial number, other fields differ", check("SN1"), label("conflict"), "conflict"],
    ["that was its and is void", check("SN1"), label("void"), "void"],
    [
      "of another module, where one was asked about",
      check("SN2", "LABEL_SERIAL_CONFLICT"),
      label("conflict"),
      "conflict",
    ],
  ] as const)("%s, is at fault", (_, module, given, fault) => {
    expect(labelFaultOf(module, given)).toBe(fault);
  });

  it.each([
    ["that agrees", check("SN1"), label("agrees")],
    ["of none of several modules", check("SN2"), label("conflict")],
    ["of another of several modules, void", check("SN2"), label("void")],
    ["without a record, beside a module without a serial number", check(null), label("no-record", null)],
  ] as const)("%s, is not", (_, module, given) => {
    expect(labelFaultOf(module, given)).toBeUndefined();
  });
});

describe("the label of a capture that was asked about in parts", () => {
  const other = { checks: [check("SN2")], label: label("conflict") };

  it("is told by the part that has its module, whatever it came to", () => {
    for (const outcome of ["agrees", "void", "conflict"] as const) {
      const own = { checks: [check("SN1")], label: label(outcome) };
      expect(labelOutcomeOf([other, own])).toBe(own.label);
      expect(labelOutcomeOf([own, other])).toBe(own.label);
    }
  });

  it("is of none where no part has its module, and not run only where no part could tell", () => {
    const silent = { checks: [check(null)], label: label("not-run") };
    expect(labelOutcomeOf([silent, other])).toBe(other.label);
    expect(labelOutcomeOf([silent])).toBe(silent.label);
    expect(labelOutcomeOf([])).toBeUndefined();
  });
});
