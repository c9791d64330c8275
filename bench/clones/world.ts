/** A year in the trade with a known truth: who has what where, who only says so, and who looks labels up. Every number is an assumption; each has its line. */

import { timeOf } from "../../lib/domain/copies/alert-words.ts";
import type { CustodyStep, Ending, ReadOut, UnitFacts } from "../../lib/domain/copies/unit-facts.ts";
import { DAY, HOUR, type Spot, type Visit } from "../../lib/domain/copies/visit.ts";
import type { Dice } from "./dice.ts";

/** 2026-01-01. */
export const START = 1_767_225_600_000;
const YEAR = 365 * DAY;

/** What honest people do, as shares of units or of their acts. */
export const HONEST = {
  /** Buyers who look the label up at all; of them, those who come back, and colleagues who look too. */
  buyerScans: 0.35,
  comesBack: 0.3,
  colleague: 0.25,
  /** A later look-up from another network or browser is another device to us. */
  otherNetwork: 0.4,
  /** Look-ups through a tunnel or a company gateway in another country. */
  tunnel: 0.015,
  /** The proxy knows the place better than 100 km. */
  located: 0.7,
  /** Buyers in a country where no custody party works. */
  abroad: 0.04,
  /** Lots with covered secrets, and buyers who uncover them. */
  covered: 0.5,
  activates: 0.25,
  /** Buyers who read the module out and send it in; read-outs that are spoiled (another module's file, a coding box). */
  readsOut: 0.05,
  spoiledReadOut: 0.004,
  /** Staff who look a label up on the public page, and of them those on a phone outside the company's network. */
  makerStaff: 0.05,
  holderStaff: 0.1,
  ownPhone: 0.03,
  /** Shipments that are booked late, and by how much at most. */
  shippedLate: 0.01,
  shippedLateHours: 72,
  /** Holders that record their sales; sales that they book late, and forget until the month's end. */
  reportsSales: 0.6,
  soldLate: 0.03,
  soldForgotten: 0.003,
  /** Holders that count their stock, every so many days; things counted that were sold already. */
  countsStock: 0.7,
  countEveryDays: 14,
  countedWrongly: 0.002,
  /** Modules that end as scrap, and their old label looked up afterwards by whoever clears out the cupboard. */
  scrapped: 0.02,
  scrapLookedUp: 0.003,
} as const;

export const COUNTRIES: Readonly<Record<string, readonly [number, number]>> = {
  DE: [51, 10],
  NL: [52, 5],
  PL: [52, 20],
  US: [40, -90],
  CN: [31, 121],
  JP: [36, 139],
  IN: [19, 73],
  BR: [-23, -46],
  NG: [6.5, 3.5],
  ZA: [-26, 28],
};
const NAMES = Object.keys(COUNTRIES);

export type Party = {
  readonly name: string;
  readonly country: string;
  readonly reports: boolean;
  readonly counts: boolean;
};

export type Unit = {
  readonly maker: Party;
  readonly dealer: Party;
  readonly registered: number;
  /** When it left, and when that stands on the ledger. */
  readonly shipped: number;
  readonly shippedBooked: number;
  readonly arrived: number;
  readonly sold: number;
  /** `Infinity`: never. */
  readonly soldBooked: number;
  readonly bought: number;
  readonly buyerCountry: string;
  readonly activated: number | undefined;
  readonly scrapped: number | undefined;
  readonly stolen: number | undefined;
  /** When counted, and whether it was on the list. */
  readonly counts: readonly (readonly [at: number, includes: boolean])[];
  readonly visits: readonly Visit[];
  readonly readOuts: readonly ReadOut[];
};

export const BORN = "aa".repeat(32);
export const OTHER = "bb".repeat(32);

export class World {
  readonly dice: Dice;
  readonly makers: readonly Party[];
  readonly dealers: readonly Party[];
  #ids = 0;

  constructor(dice: Dice) {
    this.dice = dice;
    const party = (name: string, at: number): Party => ({
      name: `${name} ${at}`,
      country: NAMES[at % 7]!,
      reports: dice.hit(HONEST.reportsSales),
      counts: dice.hit(HONEST.countsStock),
    });
    this.makers = [0, 1, 2].map((at) => party("Maker", at));
    this.dealers = Array.from({ length: 20 }, (_, at) => party("Dealer", at));
  }

  visit(at: number, country: string, more: { inside?: boolean; visitor?: string } = {}): Visit {
    const { dice } = this;
    this.#ids += 1;
    const where = !more.inside && dice.hit(HONEST.tunnel) ? dice.pick(NAMES) : country;
    const [latitude, longitude] = COUNTRIES[where]!;
    const spot: Spot = {
      latitude: latitude + Math.round(dice.between(-3, 3)) / 2,
      longitude: longitude + Math.round(dice.between(-3, 3)) / 2,
      withinKm: dice.hit(HONEST.located) ? 60 : 300,
    };
    return {
      id: String(this.#ids),
      visitor: more.visitor ?? `d${this.#ids}`,
      at: timeOf(Math.round(at)),
      place: { country: where, region: null, spot },
      inside: more.inside ?? false,
      near: false,
    };
  }

  /** A person's look-ups: the first, and with it reloads; later ones as the same or another device; a colleague's. */
  person(at: number, country: string): Visit[] {
    const { dice } = this;
    const first = this.visit(at, country);
    const visits = [first];
    if (dice.hit(HONEST.comesBack)) {
      const again = at + dice.between(1 * HOUR, 60 * DAY);
      // A pseudonym lives a week at most.
      const same = again - at < 3.5 * DAY && !dice.hit(HONEST.otherNetwork);
      visits.push(this.visit(again, country, same ? { visitor: first.visitor } : {}));
    }
    if (dice.hit(HONEST.colleague)) visits.push(this.visit(at + dice.between(1 * HOUR, 10 * DAY), country));
    return visits;
  }

  /** An honest module's year. `more`: what an attacker's plan fixes. */
  unit(more: { readonly dealer?: Party; readonly shelfDays?: number; readonly buyerScans?: boolean } = {}): Unit {
    const { dice } = this;
    const maker = dice.pick(this.makers);
    const dealer = more.dealer ?? dice.pick(this.dealers);
    const registered = START + dice.between(0, 250 * DAY);
    const shipped = registered + dice.between(1 * DAY, 30 * DAY);
    const shippedBooked = dice.hit(HONEST.shippedLate)
      ? shipped + dice.between(0, HONEST.shippedLateHours) * HOUR
      : shipped - dice.between(0, 6) * HOUR;
    const arrived = Math.max(shipped, shippedBooked) + dice.between(1 * DAY, 7 * DAY);
    const sold = arrived + (more.shelfDays === undefined ? dice.exponential(45 * DAY) : more.shelfDays * DAY);
    const bought = sold + (dice.hit(0.05) ? 1 * HOUR : dice.between(1 * DAY, 5 * DAY));
    const buyerCountry = dice.hit(HONEST.abroad) ? dice.pick(NAMES) : dealer.country;
    const activated = dice.hit(HONEST.covered * HONEST.activates) ? bought + dice.between(0, 2 * HOUR) : undefined;
    const scrapped = dice.hit(HONEST.scrapped) ? bought + dice.exponential(200 * DAY) : undefined;
    const visits: Visit[] = [];
    if (dice.hit(HONEST.makerStaff))
      visits.push(this.#staff(registered + dice.between(0, 1) * (shipped - registered), maker));
    if (dice.hit(HONEST.holderStaff))
      visits.push(this.#staff(arrived + dice.between(0, 1) * Math.min(2 * DAY, sold - arrived), dealer));
    if (more.buyerScans ?? (activated !== undefined || dice.hit(HONEST.buyerScans)))
      visits.push(...this.person(bought, buyerCountry));
    if (scrapped !== undefined && dice.hit(HONEST.scrapLookedUp))
      visits.push(this.visit(scrapped + dice.between(1 * DAY, 30 * DAY), buyerCountry));
    const readOuts: ReadOut[] = dice.hit(HONEST.readsOut)
      ? [
          {
            id: "r",
            at: timeOf(Math.round(bought + DAY)),
            digest: dice.hit(HONEST.spoiledReadOut) ? OTHER : BORN,
            fields: null,
          },
        ]
      : [];
    return {
      maker,
      dealer,
      registered,
      shipped,
      shippedBooked,
      arrived,
      sold,
      soldBooked: this.#booked(sold, dealer),
      bought,
      buyerCountry,
      activated,
      scrapped,
      stolen: undefined,
      counts: this.#counts(dealer, arrived, sold),
      visits,
      readOuts,
    };
  }

  #staff(at: number, { country }: Party): Visit {
    return this.visit(at, country, { inside: !this.dice.hit(HONEST.ownPhone) });
  }

  #booked(sold: number, dealer: Party): number {
    const { dice } = this;
    if (!dealer.reports) return Number.POSITIVE_INFINITY;
    if (dice.hit(HONEST.soldForgotten)) return sold + dice.between(5 * DAY, 30 * DAY);
    return dice.hit(HONEST.soldLate) ? sold + dice.between(8, 48) * HOUR : sold + dice.between(0, 4) * HOUR;
  }

  /** Until the year is over; the newest tells. */
  #counts(dealer: Party, arrived: number, sold: number): [number, boolean][] {
    if (!dealer.counts) return [];
    const every = HONEST.countEveryDays * DAY;
    const counts: [number, boolean][] = [];
    for (
      let at = START + Math.ceil((arrived - START) / every) * every;
      at < Math.min(START + 2 * YEAR, sold + 2 * every);
      at += every
    )
      counts.push([at, at < sold || this.dice.hit(HONEST.countedWrongly)]);
    return counts;
  }
}

/** What the rules can know of it at one moment: what is booked, counted and recorded by then, whatever is true. */
export function factsAt(unit: Unit, now: number): UnitFacts {
  const at = (ms: number) => timeOf(Math.round(ms));
  const shipped = unit.shippedBooked <= now ? { at: at(unit.shippedBooked), position: 3 } : null;
  const arrived = shipped !== null && unit.arrived <= now;
  const sold = unit.soldBooked <= now;
  const steps: CustodyStep[] = [
    { position: 1, at: at(unit.registered), kind: "lot-registered", by: unit.maker.name },
    { position: 2, at: at(unit.registered + HOUR), kind: "lot-released", by: unit.maker.name },
    ...(shipped ? [{ position: 3, at: shipped.at, kind: "transfer-offered", by: unit.maker.name }] : []),
    ...(arrived ? [{ position: 4, at: at(unit.arrived), kind: "transfer-accepted", by: unit.dealer.name }] : []),
    ...(sold ? [{ position: 5, at: at(unit.soldBooked), kind: "sold", by: unit.dealer.name }] : []),
  ];
  const [holder, since, position] = arrived ? [unit.dealer, unit.arrived, 4] : [unit.maker, unit.registered, 1];
  const count = unit.counts.filter(([when]) => when <= now).at(-1);
  const endings: Ending[] = [];
  if (unit.scrapped !== undefined && unit.scrapped <= now)
    endings.push({ how: "scrapped", by: unit.dealer.name, at: at(unit.scrapped), position: 7 });
  if (unit.stolen !== undefined && unit.stolen <= now)
    endings.push({ how: "stolen", by: unit.dealer.name, at: at(unit.stolen), position: 8 });
  return {
    maker: unit.maker.name,
    makerCountries: [unit.maker.country],
    registered: { at: at(unit.registered), position: 1 },
    steps,
    shipped,
    holding: sold
      ? null
      : { by: holder.name, at: at(since), position, reportsSales: holder.reports, countries: [holder.country] },
    activated:
      unit.activated !== undefined && unit.activated <= now
        ? { at: at(unit.activated), position: 6, region: unit.buyerCountry }
        : null,
    endings,
    stock: count && arrived ? { by: unit.dealer.name, countedAt: at(count[0]), includes: count[1] } : null,
    countries: [...new Set([unit.maker.country, unit.dealer.country])],
    visits: unit.visits.filter((visit) => Date.parse(visit.at) <= now),
    readOuts: unit.readOuts.filter((one) => Date.parse(one.at) <= now),
    digests: [BORN],
  };
}

/** Every moment at which the rules look: after a look-up, a read-out, an activation, and each stock count after the first of them. */
export function moments(unit: Unit): number[] {
  const seen = [
    ...unit.visits.map(({ at }) => Date.parse(at)),
    ...unit.readOuts.map(({ at }) => Date.parse(at)),
    ...(unit.activated === undefined ? [] : [unit.activated]),
  ];
  if (seen.length === 0) return [];
  const first = Math.min(...seen);
  return [...seen, ...unit.counts.map(([at]) => at).filter((at) => at > first)]
    .map((at) => at + 2_000)
    .sort((a, b) => a - b);
}
