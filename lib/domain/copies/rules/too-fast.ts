/** R1: two devices, too far apart for one module to have travelled between them. Rests on places of IP addresses. */
import type { Fact } from "../contradiction.ts";
import { THRESHOLDS } from "../thresholds.ts";
import type { UnitFacts } from "../unit-facts.ts";
import { HOUR, kilometresBetween, msOf, type Spot, type Visit } from "../visit.ts";
import { fired, NO_PLACE, notRun, quiet, type RuleFinding, seen, strangers } from "./finding.ts";

/** A leaked label is looked up thousands of times; the newest visits say it as well as all of them. */
const NEWEST = 200;

type Located = Visit & { readonly place: { readonly spot: Spot } };

export function tooFast(facts: UnitFacts): RuleFinding {
  const located = strangers(facts).filter(isLocated).slice(-NEWEST);
  if (located.length === 0) return notRun("R1", NO_PLACE);
  const pairs = located.flatMap((one, at) => located.slice(at + 1).flatMap((other) => leap(one, other) ?? []));
  const last = pairs.at(-1);
  if (!last) return quiet("R1");
  const { one, other, km, minutes } = last;
  const tooFar: Fact = { says: "too-far", km, minutes };
  return fired(
    "R1",
    isHigh(facts, pairs) ? "high" : "notice",
    [seen(one), seen(other), tooFar, ...activation(facts)],
    [
      { where: "scanned", facts: [seen(other), ...speaksFor(facts, other)] },
      { where: "elsewhere", facts: [seen(one), ...speaksFor(facts, one)] },
    ],
    [...new Set(pairs.flatMap((pair) => [pair.one.id, pair.other.id]))],
  );
}

type Leap = { readonly one: Visit; readonly other: Visit; readonly km: number; readonly minutes: number };

/** After activation there is one owner; one leap is a tunnel of his (docs/decisions/053), two devices that both leap are not. */
function isHigh({ activated }: UnitFacts, pairs: readonly Leap[]): boolean {
  if (!activated) return false;
  const after = pairs.filter(({ one }) => msOf(one.at) > msOf(activated.at));
  const far = new Set(after.flatMap(({ one, other }) => [one.visitor, other.visitor]));
  return far.size >= THRESHOLDS.leapingDevices;
}

function isLocated(visit: Visit): visit is Located {
  const spot = visit.place?.spot;
  return spot !== null && spot !== undefined && spot.withinKm < THRESHOLDS.locatedWithinKm;
}

function leap(one: Located, other: Located): Leap | undefined {
  if (one.visitor === other.visitor) return undefined;
  const km = Math.round(kilometresBetween(one.place.spot, other.place.spot));
  const ms = Math.abs(msOf(other.at) - msOf(one.at));
  // In its favour: each stands at the near edge of the circle that it is in.
  const surely = km - one.place.spot.withinKm - other.place.spot.withinKm;
  if (km < THRESHOLDS.apartKm || surely <= THRESHOLDS.speedKmPerHour * (ms / HOUR)) return undefined;
  return { one, other, km, minutes: Math.round(ms / 60_000) };
}

function activation({ activated }: UnitFacts): readonly Fact[] {
  return activated
    ? [{ says: "activated", at: activated.at, region: activated.region, position: activated.position }]
    : [];
}

/** The activation is the one signed fact that has a country: it speaks for the copy that was seen there. */
function speaksFor(facts: UnitFacts, visit: Visit): readonly Fact[] {
  return facts.activated?.region === visit.place?.country ? activation(facts) : [];
}
