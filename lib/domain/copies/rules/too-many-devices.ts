/** R2: more devices than one module has people around it. A notice: a gift, a reseller's shop window and a class room look alike. */
import type { Fact } from "../contradiction.ts";
import { THRESHOLDS } from "../thresholds.ts";
import type { UnitFacts } from "../unit-facts.ts";
import { DAY, msOf, type Visit } from "../visit.ts";
import { fired, NO_PLACE, notRun, quiet, type RuleFinding, recorded, scanned, strangers } from "./finding.ts";

export function tooManyDevices(facts: UnitFacts): RuleFinding {
  const visits = strangers(facts);
  // Without a place a device cannot be told from its owner's next network: as R1 and R3, it does not run then.
  if (!visits.some((visit) => visit.place !== null)) return notRun("R2", NO_PLACE);
  const { activated } = facts;
  const after = activated ? visits.filter((visit) => msOf(visit.at) > msOf(activated.at)) : [];
  const crowd = crowdIn(after, 1, THRESHOLDS.devicesInDay) ?? crowdIn(visits, 30, THRESHOLDS.devicesInMonth);
  if (!crowd) return quiet("R2");
  const devices: Fact = { says: "devices", count: crowd.count, days: crowd.days };
  const owner: readonly Fact[] = activated
    ? [{ says: "activated", at: activated.at, region: activated.region, position: activated.position }]
    : [];
  return fired(
    "R2",
    "notice",
    [...owner, devices],
    [recorded(facts, ...owner), scanned([], devices)],
    crowd.visits.map(({ id }) => id),
  );
}

/** The first window of so many days in which more than `most` different devices came. */
function crowdIn(visits: readonly Visit[], days: number, most: number) {
  for (const [at, first] of visits.entries()) {
    const end = msOf(first.at) + days * DAY;
    const within = visits.slice(at).filter((visit) => msOf(visit.at) < end);
    const count = new Set(within.map(({ visitor }) => visitor)).size;
    if (count > most) return { count, days, visits: within };
  }
  return undefined;
}
