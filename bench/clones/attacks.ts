/** What copiers, thieves and relabellers do to some of the labels. Each attack says what it does and leaves the truth of the module as it is. */

import { timeOf } from "../../lib/domain/copies/alert-words.ts";
import { DAY, HOUR, type Visit } from "../../lib/domain/copies/visit.ts";
import { HONEST, OTHER, type Unit, type World } from "./world.ts";

/** A unit whose label was abused, and when the first victim held the result. */
export type Attacked = { readonly unit: Unit; readonly from: number };
export type Attack = { readonly name: string; readonly does: string; strike(world: World): Attacked };

/** Buyers of so many clones of one label, in countries far and near; as many of them look as look elsewhere. */
function victims(world: World, clones: number, from: number, countries: readonly string[], days: number): Visit[] {
  return Array.from({ length: clones }).flatMap(() =>
    world.dice.hit(HONEST.buyerScans)
      ? world.person(from + world.dice.between(0, days * DAY), world.dice.pick(countries))
      : [],
  );
}

function withVisits(unit: Unit, more: readonly Visit[]): Unit {
  return { ...unit, visits: [...unit.visits, ...more].sort((one, other) => (one.at < other.at ? -1 : 1)) };
}

const FAR = ["NG", "BR", "IN", "ZA"];

export const ATTACKS: readonly Attack[] = [
  {
    name: "one label, many clones",
    does: "a bought module's label is copied 20 to 200 times and sold over 90 days at home and abroad",
    strike(world) {
      const unit = world.unit();
      const from = unit.bought + world.dice.between(5, 40) * DAY;
      const clones = Math.round(world.dice.between(20, 200));
      return { unit: withVisits(unit, victims(world, clones, from, [unit.dealer.country, ...FAR], 90)), from };
    },
  },
  {
    name: "shelf labels, one clone each",
    does: "labels of modules on a dealer's shelf are copied once each and sold to one buyer in the dealer's own country",
    strike(world) {
      const unit = world.unit({ shelfDays: 90 });
      const from = unit.arrived + world.dice.between(3, 40) * DAY;
      return { unit: withVisits(unit, victims(world, 1, from, [unit.dealer.country], 5)), from };
    },
  },
  {
    name: "shelf labels, five clones abroad",
    does: "labels of modules on a dealer's shelf are copied five times each and sold abroad",
    strike(world) {
      const unit = world.unit({ shelfDays: 90 });
      const from = unit.arrived + world.dice.between(3, 40) * DAY;
      return { unit: withVisits(unit, victims(world, 5, from, FAR, 60)), from };
    },
  },
  {
    name: "code list leaked",
    does: "codes leave the print room; one clone of each is sold before the lot ships",
    strike(world) {
      const unit = world.unit();
      const from = unit.registered + world.dice.between(0, 1) * (unit.shipped - unit.registered);
      const buyer = world.dice.hit(HONEST.buyerScans) ? world.person(from, world.dice.pick(FAR)) : [];
      return { unit: withVisits(unit, buyer), from };
    },
  },
  {
    name: "box or unit used again",
    does: "a module that was recorded as scrapped is sold again in its old box",
    strike(world) {
      const unit = world.unit();
      const scrapped = unit.bought + world.dice.between(30, 120) * DAY;
      const from = scrapped + world.dice.between(5, 40) * DAY;
      return { unit: withVisits({ ...unit, scrapped }, victims(world, 1, from, [unit.dealer.country], 5)), from };
    },
  },
  {
    name: "stolen and sold",
    does: "a carton is stolen from a dealer, reported within two days and sold abroad",
    strike(world) {
      const unit = world.unit({ shelfDays: 200, buyerScans: false });
      const stolen = unit.arrived + world.dice.between(3, 30) * DAY;
      const from = stolen + world.dice.between(2, 30) * DAY;
      const still = { ...unit, stolen: stolen + 2 * DAY, soldBooked: Number.POSITIVE_INFINITY, activated: undefined };
      return {
        unit: withVisits(
          { ...still, counts: still.counts.filter(([at]) => at < stolen) },
          victims(world, 1, from + 2 * DAY, FAR, 5),
        ),
        from,
      };
    },
  },
  {
    name: "label on another module",
    does: "a genuine label sits on a cheaper module; the buyer may read the module out",
    strike(world) {
      const unit = world.unit();
      const from = unit.bought;
      const readOuts = world.dice.hit(HONEST.readsOut)
        ? [{ id: "r", at: timeOf(Math.round(from + DAY)), digest: OTHER, fields: null }]
        : [];
      return { unit: { ...unit, readOuts }, from };
    },
  },
  {
    name: "clone activated first",
    does: "a clone's buyer uses a copied secret while the module is on the shelf, and later the honest buyer looks",
    strike(world) {
      const unit = world.unit({ shelfDays: 60, buyerScans: true });
      const from = unit.arrived + world.dice.between(3, 40) * DAY;
      const clone = world.person(from, world.dice.pick(FAR));
      return { unit: withVisits({ ...unit, activated: from + HOUR }, clone), from };
    },
  },
  {
    name: "diverted",
    does: "a genuine module is sold on in a country where none of its dealers works",
    strike(world) {
      const unit = world.unit({ buyerScans: false });
      const from = unit.bought;
      return { unit: withVisits(unit, victims(world, 1, from, ["NG", "ZA"], 5)), from };
    },
  },
];
