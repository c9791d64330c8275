/** Facts that do not go together, how far they do not, and which copy each of them speaks for. Never a bare count (trust.md section 7). */
import type { Hash, Time } from "../event/event.ts";

export const RULES = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"] as const;
export type RuleId = (typeof RULES)[number];
export const SEVERITIES = ["notice", "high", "lot"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `position`: the signed ledger entry that says so; a fact without one is nobody's signed word. */
export type Fact = { readonly position?: number } & (
  | { readonly says: "registered"; readonly by: string; readonly at: Time }
  | { readonly says: "never-left"; readonly by: string }
  | { readonly says: "left-later"; readonly by: string; readonly at: Time }
  | { readonly says: "held"; readonly by: string; readonly at: Time }
  | { readonly says: "custody"; readonly by: string; readonly at: Time; readonly kind: string }
  | { readonly says: "counted"; readonly by: string; readonly at: Time }
  | { readonly says: "not-sold"; readonly by: string }
  | {
      readonly says: "ended";
      readonly how: "scrapped" | "destroyed" | "stolen";
      readonly by: string;
      readonly at: Time;
    }
  | { readonly says: "activated"; readonly at: Time; readonly region: string | null }
  | { readonly says: "seen"; readonly at: Time; readonly country: string | null; readonly region: string | null }
  | { readonly says: "too-far"; readonly km: number; readonly minutes: number }
  | { readonly says: "devices"; readonly count: number; readonly days: number }
  | { readonly says: "trade-countries"; readonly countries: readonly string[] }
  | { readonly says: "born-with"; readonly digest: Hash }
  | {
      readonly says: "read-out";
      readonly at: Time;
      readonly digest: Hash;
      readonly fields: { readonly matched: number; readonly compared: number } | null;
    }
  | { readonly says: "lot-still"; readonly modules: number; readonly days: number }
  | { readonly says: "lot-seen"; readonly modules: number; readonly of: number; readonly days: number }
  | {
      readonly says: "guesses";
      readonly network: string;
      readonly unknown: number;
      readonly known: number;
      readonly minutes: number;
    }
);

/** One of the things that cannot be one and the same module: where it is, and what speaks for it. */
export type Copy = { readonly where: "recorded" | "scanned" | "elsewhere"; readonly facts: readonly Fact[] };

export type Contradiction = {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What does not go together, in the order of reading; `fitOf` says how far. */
  readonly facts: readonly Fact[];
  /** The one for which most signed facts speak first. Empty where the rule is about no single module. */
  readonly copies: readonly Copy[];
  /** Visits and read-outs that it rests on. */
  readonly evidence: readonly string[];
};

/**
 * How far the facts exclude each other. `never`: they cannot all be true of one module. `in-house`: only if somebody looked at it in
 * its holder's house. `label-about`: only if somebody has its label or a copy. `unusual`: easily, and seldom are.
 */
export const FITS = ["never", "in-house", "label-about", "unusual"] as const;
export type Fit = (typeof FITS)[number];

/** Says no more than the facts do: whoever reads that they cannot all be true will hold them against somebody. */
export function fitOf({ rule, severity, facts }: Contradiction): Fit {
  switch (rule) {
    case "R1":
    case "R9":
      return "never";
    case "R4":
      return "in-house";
    case "R5":
      return "label-about";
    case "R6":
      if (!facts.some(({ says }) => says === "counted")) return "unusual";
      return severity === "high" && facts.some(isElsewhere) ? "never" : "in-house";
    default:
      return "unusual";
  }
}

/** A look-up of which nobody knows where it came from may have come from the shelf itself. */
function isElsewhere(fact: Fact): boolean {
  return fact.says === "activated" || (fact.says === "seen" && fact.country !== null);
}

/** How many different ledger entries speak for a copy. */
export function signedFacts(copy: Copy): number {
  return new Set(copy.facts.flatMap(({ position }) => (position === undefined ? [] : [position]))).size;
}

/** Most signed facts first; equals keep the order in which they were named. */
export function ordered(copies: readonly Copy[]): readonly Copy[] {
  return [...copies].sort((one, other) => signedFacts(other) - signedFacts(one));
}
