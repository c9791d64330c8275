import { type ModuleCheck, standingRuleOf } from "@/lib/domain/optics/check-answer.ts";

/** `stopped`: its record says that it is recalled, stolen, scrapped, not released or without a valid label. `stranger`: it agrees with its record, and is none of the things that were expected. */
export type GuardVerdict = "agrees" | "differs" | "stopped" | "stranger" | "unknown";

/** @param expected serial numbers of a delivery; absent where anything may come */
export function verdictOf(check: ModuleCheck, expected?: ReadonlySet<string>): GuardVerdict {
  const { record, v6, mismatches, findings, identity } = check;
  if (standingRuleOf(check) && mismatches.length === 0) return "stopped";
  const contradicts = mismatches.length > 0 || findings.some(({ severity }) => severity === "conflict");
  if (record === "not-registered" || contradicts) return "differs";
  if (expected && !expected.has(identity.serialNumber ?? "")) return "stranger";
  return record === "found" && v6 ? "agrees" : "unknown";
}
