/** All rules about one module, each with its answer: fired, quiet or not run (trust.md section 7). */
import type { Contradiction } from "./contradiction.ts";
import { afterTheEnd } from "./rules/after-the-end.ts";
import { beforeShipping } from "./rules/before-shipping.ts";
import type { RuleFinding } from "./rules/finding.ts";
import { otherModule } from "./rules/other-module.ts";
import { stillInStock } from "./rules/still-in-stock.ts";
import { tooFast } from "./rules/too-fast.ts";
import { tooManyDevices } from "./rules/too-many-devices.ts";
import { unknownCountry } from "./rules/unknown-country.ts";
import type { UnitFacts } from "./unit-facts.ts";

export const UNIT_RULES = [
  tooFast,
  tooManyDevices,
  unknownCountry,
  beforeShipping,
  afterTheEnd,
  stillInStock,
  otherModule,
] as const;

export function judgeUnit(facts: UnitFacts): readonly RuleFinding[] {
  return UNIT_RULES.map((rule) => rule(facts));
}

export function contradictionsIn(findings: readonly RuleFinding[]): readonly Contradiction[] {
  return findings.flatMap((finding) => (finding.status === "fired" ? [finding.contradiction] : []));
}
