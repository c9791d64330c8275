/** R6: a stranger has it, and the holder has it too: its stock count includes it. The strongest sign of a copied label. */
import type { Fact } from "../contradiction.ts";
import { THRESHOLDS } from "../thresholds.ts";
import type { Holding, StockCount, UnitFacts } from "../unit-facts.ts";
import { HOUR, msOf } from "../visit.ts";
import { fired, mayBeOwnPeople, quiet, type RuleFinding, recorded, scanned, seen, strangers } from "./finding.ts";

export function stillInStock(facts: UnitFacts): RuleFinding {
  const { holding } = facts;
  if (!holding) return quiet("R6");
  const held: Fact = { says: "held", by: holding.by, at: holding.at, position: holding.position };
  const outside = strangers(facts).filter(({ at }) => msOf(at) > msOf(holding.at));
  const count = countOf(facts, holding);
  if (count) {
    const counted: Fact = { says: "counted", by: count.by, at: count.countedAt };
    const meanwhile = outside.filter(({ at }) => isOnShelf(count, at));
    const { activated } = facts;
    const claim: readonly Fact[] =
      activated && msOf(activated.at) > msOf(holding.at) && isOnShelf(count, activated.at)
        ? [{ says: "activated", at: activated.at, region: activated.region, position: activated.position }]
        : [];
    if (meanwhile.length + claim.length > 0)
      return fired(
        "R6",
        claim.length === 0 && mayBeOwnPeople(meanwhile, holding.countries) ? "notice" : "high",
        [held, counted, ...meanwhile.slice(-1).map(seen), ...claim],
        [recorded(facts, held, counted), scanned(meanwhile.slice(-10), ...claim)],
        meanwhile.map(({ id }) => id),
      );
  }
  const newest = outside.at(-1);
  // A maker's unshipped goods are R4's. Whoever reports no sales may have sold it: honest buyers scan before anybody tells us.
  if (!newest || !holding.reportsSales || !facts.shipped) return quiet("R6");
  const unsold: Fact = { says: "not-sold", by: holding.by };
  return fired(
    "R6",
    "notice",
    [held, unsold, seen(newest)],
    [recorded(facts, held), scanned(outside.slice(-10))],
    outside.map(({ id }) => id),
  );
}

/** A count before the arrival is about another time; one of an earlier holder about another shelf. */
function countOf({ stock }: UnitFacts, holding: Holding): StockCount | undefined {
  if (!stock?.includes || stock.by !== holding.by || msOf(stock.countedAt) <= msOf(holding.at)) return undefined;
  return stock;
}

/** It was counted afterwards, or so shortly before that no parcel can have brought it to anybody. */
function isOnShelf({ countedAt }: StockCount, at: string): boolean {
  return msOf(at) <= msOf(countedAt) + THRESHOLDS.stockCountHoldsHours * HOUR;
}
