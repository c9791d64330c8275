/** Facts that cannot all be true, and which copy each of them speaks for. Never a bare count (trust.md section 7). */
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
  /** What cannot all be true, in the order of reading. */
  readonly facts: readonly Fact[];
  /** The one for which most signed facts speak first. Empty where the rule is about no single module. */
  readonly copies: readonly Copy[];
  /** Visits and read-outs that it rests on. */
  readonly evidence: readonly string[];
};

/** How many different ledger entries speak for a copy. */
export function signedFacts(copy: Copy): number {
  return new Set(copy.facts.flatMap(({ position }) => (position === undefined ? [] : [position]))).size;
}

/** Most signed facts first; equals keep the order in which they were named. */
export function ordered(copies: readonly Copy[]): readonly Copy[] {
  return [...copies].sort((one, other) => signedFacts(other) - signedFacts(one));
}
