/** R3: looked up in a country where nobody who had it works. Buyers carry things across borders: a notice, no more. */
import type { UnitFacts } from "../unit-facts.ts";
import { fired, NO_PLACE, notRun, quiet, type RuleFinding, recorded, scanned, seen, strangers } from "./finding.ts";

export function unknownCountry(facts: UnitFacts): RuleFinding {
  const { countries } = facts;
  const placed = strangers(facts).filter((visit) => visit.place !== null);
  if (placed.length === 0) return notRun("R3", NO_PLACE);
  if (countries === null)
    return notRun("R3", {
      en: "Not every custody party has said in which countries it works.",
      "zh-CN": "并非所有经手方都已说明其业务所在国家。",
    });
  const abroad = placed.filter((visit) => visit.place && !countries.includes(visit.place.country));
  const newest = abroad.at(-1);
  if (!newest) return quiet("R3");
  return fired(
    "R3",
    "notice",
    [{ says: "trade-countries", countries }, seen(newest)],
    [recorded(facts), scanned([newest])],
    abroad.map(({ id }) => id),
  );
}
