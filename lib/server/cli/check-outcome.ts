import "server-only";

/** What a capture comes to as a whole. Only agreement is good: a module of which nothing can be told has not agreed. */
import type { ToldFinding } from "../../domain/optics/answer.ts";
import {
  agreesWithRecord,
  contradictsRecord,
  type LabelOutcome,
  type ModuleCheck,
} from "../../domain/optics/check-answer.ts";

export type CheckOutcome = "agrees" | "disagrees" | "cannot-tell";

type Checked = {
  /** Modules that were read; each has a check in a whole answer. */
  readonly modules: number;
  readonly checks: readonly ModuleCheck[];
  readonly label: LabelOutcome;
  /** Of the bytes, of the capture as a whole, and of the comparison. */
  readonly findings: readonly ToldFinding[];
};

/** `disagrees` as soon as one thing does; `agrees` only where every module agreed with its record, and the label, if its code was given. */
export function outcomeOfCheck({ modules, checks, label, findings }: Checked): CheckOutcome {
  const isLabelGood = label.outcome === "agrees" || label.outcome === "not-run";
  if (!isLabelGood || checks.some(disagrees) || findings.some(isGrave)) return "disagrees";
  return modules > 0 && agreed(checks) === modules ? "agrees" : "cannot-tell";
}

/** The last word, after modules and findings were listed. */
export function closingLine(checked: Checked): string {
  const { modules, checks } = checked;
  const outcome = outcomeOfCheck(checked);
  if (outcome === "agrees") return "Nothing contradicts itself or the record.";
  if (outcome === "disagrees") return "Not everything agrees: see above.";
  const open = modules - agreed(checks);
  return open === modules
    ? "Cannot tell: nothing was compared with a record."
    : `Cannot tell of ${open} of ${modules} modules: they were not compared with a record. The others agree.`;
}

function agreed(checks: readonly ModuleCheck[]): number {
  return checks.filter(agreesWithRecord).length;
}

function disagrees(check: ModuleCheck): boolean {
  return check.record === "not-registered" || check.recalled !== null || contradictsRecord(check);
}

function isGrave({ severity }: ToldFinding): boolean {
  return severity === "conflict" || severity === "suspicious";
}
