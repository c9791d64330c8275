/** R4: a stranger held the label while the module had not left its maker. Where labels leak: print room, code list, sample. */
import type { Fact } from "../contradiction.ts";
import { THRESHOLDS } from "../thresholds.ts";
import type { UnitFacts } from "../unit-facts.ts";
import { HOUR, msOf, type Visit } from "../visit.ts";
import { fired, mayBeOwnPeople, quiet, type RuleFinding, recorded, scanned, seen, strangers } from "./finding.ts";

export function beforeShipping(facts: UnitFacts): RuleFinding {
  const { shipped, registered, maker } = facts;
  // Goods reach a stranger at the earliest when the carrier has them: what is booked a little late contradicts nothing.
  const until = shipped ? msOf(shipped.at) - THRESHOLDS.bookedLateHours * HOUR : Number.POSITIVE_INFINITY;
  const early = strangers(facts).filter(({ at }) => msOf(at) > msOf(registered.at) && msOf(at) < until);
  const first = early[0];
  if (!first) return quiet("R4");
  const stayed: Fact = shipped
    ? { says: "left-later", by: maker, at: shipped.at, position: shipped.position }
    : { says: "never-left", by: maker, position: registered.position };
  const born: Fact = { says: "registered", by: maker, at: registered.at, position: registered.position };
  return fired(
    "R4",
    mayBeOwnPeople(early, facts.makerCountries) || isOnePhoneOfTheHouse(early) ? "notice" : "high",
    [born, stayed, seen(first)],
    [recorded(facts, born, stayed), scanned(early.slice(0, 10))],
    early.map(({ id }) => id),
  );
}

/** A maker tries its first label with a phone of its own: one device, from a private network. */
function isOnePhoneOfTheHouse(visits: readonly Visit[]): boolean {
  return visits.every(({ near }) => near) && new Set(visits.map(({ visitor }) => visitor)).size === 1;
}
