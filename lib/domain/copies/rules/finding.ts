/** What a rule answers: facts that contradict each other, nothing, or that it could not look. "Not run" is never "quiet". */
import type { Language } from "../../verify/language.ts";
import { type Contradiction, type Copy, type Fact, ordered, type RuleId, type Severity } from "../contradiction.ts";
import type { UnitFacts } from "../unit-facts.ts";
import type { Visit } from "../visit.ts";

export type Words = Readonly<Record<Language, string>>;
export type RuleFinding =
  | { readonly rule: RuleId; readonly status: "fired"; readonly contradiction: Contradiction }
  | { readonly rule: RuleId; readonly status: "quiet" }
  | { readonly rule: RuleId; readonly status: "not-run"; readonly because: Words };

export function quiet(rule: RuleId): RuleFinding {
  return { rule, status: "quiet" };
}

export function notRun(rule: RuleId, because: Words): RuleFinding {
  return { rule, status: "not-run", because };
}

export const NO_PLACE: Words = {
  en: "Nobody told this server where scans come from.",
  "zh-CN": "本服务器无从得知扫码来自何处。",
};

export function fired(
  rule: RuleId,
  severity: Severity,
  facts: readonly Fact[],
  copies: readonly Copy[],
  evidence: readonly string[],
): RuleFinding {
  return { rule, status: "fired", contradiction: { rule, severity, facts, copies: ordered(copies), evidence } };
}

/** Visits of strangers: what the custody parties' own people look up contradicts nothing. */
export function strangers(facts: UnitFacts): readonly Visit[] {
  return facts.visits.filter((visit) => !visit.inside);
}

/**
 * One device, in the country where the goods are: perhaps somebody of the house with a phone of his own, off the house's network.
 * A second device, another country, or a place that nobody knows takes that excuse away.
 */
export function mayBeOwnPeople(visits: readonly Visit[], countries: readonly string[] | null): boolean {
  const devices = new Set(visits.map(({ visitor }) => visitor));
  return (
    countries !== null &&
    devices.size === 1 &&
    visits.every(({ place }) => place !== null && countries.includes(place.country))
  );
}

export function seen(visit: Visit): Fact {
  return { says: "seen", at: visit.at, country: visit.place?.country ?? null, region: visit.place?.region ?? null };
}

/** The module whose custody the ledger tells: every entry about it speaks for it. */
export function recorded(facts: UnitFacts, ...more: readonly Fact[]): Copy {
  const steps = facts.steps.map(({ position, at, kind, by }): Fact => ({ says: "custody", position, at, kind, by }));
  return { where: "recorded", facts: [...steps, ...more] };
}

export function scanned(visits: readonly Visit[], ...more: readonly Fact[]): Copy {
  return { where: "scanned", facts: [...visits.map(seen), ...more] };
}
