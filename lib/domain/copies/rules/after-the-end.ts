/** R5: looked up after it was scrapped, destroyed or stolen. The strongest sign of a re-used unit, shell or box. */
import type { Fact } from "../contradiction.ts";
import type { UnitFacts } from "../unit-facts.ts";
import { msOf } from "../visit.ts";
import { fired, quiet, type RuleFinding, recorded, scanned, seen, strangers } from "./finding.ts";

export function afterTheEnd(facts: UnitFacts): RuleFinding {
  for (const { how, by, at, position } of facts.endings) {
    const later = strangers(facts).filter((visit) => msOf(visit.at) > msOf(at));
    const newest = later.at(-1);
    if (!newest) continue;
    const end: Fact = { says: "ended", how, by, at, position };
    return fired(
      "R5",
      "high",
      [end, seen(newest)],
      [recorded(facts, end), scanned(later.slice(-10))],
      later.map(({ id }) => id),
    );
  }
  return quiet("R5");
}
