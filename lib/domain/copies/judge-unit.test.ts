import { describe, expect, it } from "vitest";
import { type Fact, fitOf, signedFacts } from "./contradiction.ts";
import { factSentence } from "./fact-sentence.ts";
import { contradictionsIn, judgeUnit } from "./judge-unit.ts";
import type { UnitFacts } from "./unit-facts.ts";
import type { CoarsePlace, Visit } from "./visit.ts";

const DRESDEN = { latitude: 51, longitude: 13.5, withinKm: 40 };
const LAGOS = { latitude: 6.5, longitude: 3.5, withinKm: 40 };
const placeAt = (country: string, spot: CoarsePlace["spot"] = null): CoarsePlace => ({ country, region: null, spot });
const on = (day: number, hour = 12) =>
  `2026-05-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00.000Z`;

let visits = 0;
function visit(at: string, more: Partial<Visit> = {}): Visit {
  visits += 1;
  return { id: `v${visits}`, visitor: `d${visits}`, at, place: null, inside: false, near: false, ...more };
}

/** Registered on 1 May, shipped on the 3rd, with the dealer since the 5th. */
const UNIT: UnitFacts = {
  maker: "Lumina",
  makerCountries: ["DE"],
  registered: { at: on(1), position: 4 },
  steps: [
    { position: 4, at: on(1), kind: "lot-registered", by: "Lumina" },
    { position: 5, at: on(2), kind: "lot-released", by: "Lumina" },
    { position: 6, at: on(3), kind: "transfer-offered", by: "Lumina" },
    { position: 7, at: on(5), kind: "transfer-accepted", by: "Nordwind" },
  ],
  shipped: { at: on(3), position: 6 },
  holding: { by: "Nordwind", at: on(5), position: 7, reportsSales: false, countries: ["NL"] },
  activated: null,
  endings: [],
  stock: null,
  countries: ["DE", "NL"],
  visits: [],
  readOuts: [],
  digests: [],
};

const firedBy = (facts: Partial<UnitFacts>) =>
  contradictionsIn(judgeUnit({ ...UNIT, ...facts })).map(({ rule, severity }) => `${rule} ${severity}`);
const statusOf = (rule: string, facts: Partial<UnitFacts>) =>
  judgeUnit({ ...UNIT, ...facts }).find((finding) => finding.rule === rule)?.status;
const contradictionOf = (rule: string, facts: Partial<UnitFacts>) =>
  contradictionsIn(judgeUnit({ ...UNIT, ...facts })).find((one) => one.rule === rule)!;

describe("an honest module", () => {
  it("that a buyer looks up before the dealer records the sale contradicts nothing", () => {
    expect(firedBy({ visits: [visit(on(9))] })).toEqual([]);
  });

  it("whose visitors nobody can place leaves R1 to R3 not run, which is not quiet", () => {
    for (const rule of ["R1", "R2", "R3"]) expect(statusOf(rule, { visits: [visit(on(9))] })).toBe("not-run");
    expect(statusOf("R4", { visits: [visit(on(9))] })).toBe("quiet");
  });
});

describe("R1", () => {
  const here = (at: string) => visit(at, { place: placeAt("DE", DRESDEN) });
  const there = (at: string) => visit(at, { place: placeAt("NG", LAGOS) });

  it("notices two devices that are farther apart than anything flies", () => {
    expect(firedBy({ visits: [here(on(9, 10)), there(on(9, 12))], countries: null })).toEqual(["R1 notice"]);
  });

  it("is quiet when a parcel could have made it, for one device, and for places known too vaguely", () => {
    expect(firedBy({ visits: [here(on(9, 1)), there(on(9, 12))], countries: null })).toEqual([]);
    const one = { visitor: "same" };
    expect(
      firedBy({
        visits: [
          { ...here(on(9, 10)), ...one },
          { ...there(on(9, 11)), ...one },
        ],
        countries: null,
      }),
    ).toEqual([]);
    const vague = visit(on(9, 11), { place: placeAt("NG", { ...LAGOS, withinKm: 500 }) });
    expect(firedBy({ visits: [here(on(9, 10)), vague], countries: null })).toEqual([]);
  });

  it("is high only when several devices leap after the activation: an owner has one tunnel", () => {
    const activated = { at: on(8), position: 9, region: "DE" };
    const two = [here(on(9, 10)), there(on(9, 12))];
    expect(firedBy({ visits: two, countries: null, activated })).toEqual(["R1 notice"]);
    expect(firedBy({ visits: [...two, there(on(9, 13))], countries: null, activated })).toEqual(["R1 high"]);
  });
});

describe("R2", () => {
  const crowd = (count: number, day: (n: number) => number) =>
    Array.from({ length: count }, (_, n) => visit(on(day(n)), { place: placeAt("DE") }));
  const activated = { at: on(8), position: 9, region: null };

  it("notices a sixth device in a day after the activation, and a sixteenth in a month", () => {
    expect(firedBy({ visits: crowd(6, () => 9), activated })).toEqual(["R2 notice"]);
    expect(firedBy({ visits: crowd(5, () => 9), activated })).toEqual([]);
    expect(firedBy({ visits: crowd(16, (n) => 9 + n) })).toEqual(["R2 notice"]);
    expect(firedBy({ visits: crowd(15, (n) => 9 + n) })).toEqual([]);
  });
});

describe("R3", () => {
  it("notices a country in which nobody who had it works", () => {
    expect(firedBy({ visits: [visit(on(9), { place: placeAt("NG") })] })).toEqual(["R3 notice"]);
    expect(firedBy({ visits: [visit(on(9), { place: placeAt("NL") })] })).toEqual([]);
  });

  it("is not run while one of them has not said where it works", () => {
    expect(statusOf("R3", { visits: [visit(on(9), { place: placeAt("NG") })], countries: null })).toBe("not-run");
  });
});

describe("R4", () => {
  const unshipped = {
    shipped: null,
    steps: UNIT.steps.slice(0, 2),
    holding: { ...UNIT.holding!, by: "Lumina", at: on(1), position: 4 },
  };

  it("is high when a stranger has the label of a module that never left its maker", () => {
    expect(firedBy({ ...unshipped, visits: [visit(on(2))] })).toEqual(["R4 high"]);
  });

  it("is quiet for the maker's own people, after shipping, and for a shipment booked some hours late", () => {
    expect(firedBy({ ...unshipped, visits: [visit(on(2), { inside: true })] })).toEqual([]);
    expect(firedBy({ visits: [visit(on(4))] })).toEqual([]);
    expect(firedBy({ visits: [visit(on(3, 2))] })).toEqual([]);
  });

  it("is a notice for one device in the maker's own country, high for two, or for one abroad", () => {
    const at = (country: string) => visit(on(2), { place: placeAt(country) });
    expect(firedBy({ ...unshipped, visits: [at("DE")] })).toEqual(["R4 notice"]);
    expect(firedBy({ ...unshipped, visits: [at("DE"), at("DE")] })).toEqual(["R4 high"]);
    expect(firedBy({ ...unshipped, visits: [at("NL")] })).toEqual(["R4 high"]);
  });

  it("is a notice for the maker's first try with a phone in its own house, and high for a second one", () => {
    const near = () => visit(on(2), { near: true });
    expect(firedBy({ ...unshipped, visits: [near()] })).toEqual(["R4 notice"]);
    expect(firedBy({ ...unshipped, visits: [near(), near()] })).toEqual(["R4 high"]);
  });

  it("stays when the shipment came much later", () => {
    expect(firedBy({ visits: [visit(on(1, 20))] })).toEqual(["R4 high"]);
  });
});

describe("how far the facts exclude each other", () => {
  const howFar = (rule: Parameters<typeof contradictionOf>[0], facts: Parameters<typeof contradictionOf>[1]) =>
    fitOf(contradictionOf(rule, facts));
  const abroad = () => visit(on(9), { place: placeAt("NG") });
  const stock = { stock: { by: "Nordwind", countedAt: on(20), includes: true } };

  it("is not said to be whole where somebody of the house, or a finder, makes all of them true", () => {
    expect(howFar("R4", { shipped: null, holding: null, visits: [visit(on(2))] })).toBe("in-house");
    for (const how of ["scrapped", "destroyed", "stolen"] as const)
      expect(howFar("R5", { endings: [{ how, by: "Nordwind", at: on(8), position: 9 }], visits: [abroad()] })).toBe(
        "label-about",
      );
    expect(howFar("R6", { ...stock, visits: [visit(on(9))] })).toBe("in-house");
    expect(howFar("R6", { ...stock, visits: [visit(on(9), { place: placeAt("NL") })] })).toBe("in-house");
    expect(howFar("R3", { visits: [abroad()] })).toBe("unusual");
  });

  it("is whole where one module cannot be both", () => {
    expect(howFar("R6", { ...stock, visits: [abroad()] })).toBe("never");
    expect(howFar("R6", { ...stock, activated: { at: on(9), position: 12, region: null } })).toBe("never");
    const readOuts = ["aa", "bb"].map((digest) => ({ id: digest, at: on(9), digest, fields: null }));
    expect(howFar("R9", { readOuts })).toBe("never");
    const far = [visit(on(9, 9), { place: placeAt("DE", DRESDEN) }), visit(on(9, 10), { place: placeAt("NG", LAGOS) })];
    expect(howFar("R1", { visits: far })).toBe("never");
  });
});

describe("R5", () => {
  const end = (how: "scrapped" | "stolen") => ({ endings: [{ how, by: "Nordwind", at: on(8), position: 9 }] });

  it("is high for any stranger's look-up after the end, and quiet for one before it", () => {
    expect(firedBy({ ...end("scrapped"), visits: [visit(on(9))] })).toEqual(["R5 high"]);
    expect(firedBy({ ...end("stolen"), visits: [visit(on(9))] })).toEqual(["R5 high"]);
    expect(firedBy({ ...end("scrapped"), visits: [visit(on(7))] })).toEqual([]);
  });

  it("states both facts, in both languages", () => {
    const { facts } = contradictionOf("R5", { ...end("scrapped"), visits: [visit(on(9), { place: placeAt("NG") })] });
    expect(facts.map((fact) => factSentence(fact, "en"))).toEqual([
      "Nordwind recorded on 2026-05-08 that it was scrapped.",
      "Its label was looked up on 2026-05-09 12:00 UTC in NG.",
    ]);
    expect(facts.map((fact) => factSentence(fact, "zh-CN"))).toEqual([
      "Nordwind 于 2026-05-08 登记其报废。",
      "其标签于 2026-05-09 12:00 UTC 在 NG 被查询。",
    ]);
  });
});

describe("R6", () => {
  const stock = (countedAt: string, includes = true) => ({ stock: { by: "Nordwind", countedAt, includes } });

  it("is high when it was looked up before a count that still includes it", () => {
    expect(firedBy({ ...stock(on(20)), visits: [visit(on(9))] })).toEqual(["R6 high"]);
  });

  it("is high just after such a count, and quiet once it may have been sold and carried away", () => {
    expect(firedBy({ ...stock(on(9, 9)), visits: [visit(on(9, 11))] })).toEqual(["R6 high"]);
    expect(firedBy({ ...stock(on(9)), visits: [visit(on(14))] })).toEqual([]);
  });

  it("is a notice for one device in the holder's own country, and high with an activation or a second device", () => {
    const at = (day: number) => visit(on(day), { place: placeAt("NL") });
    expect(firedBy({ ...stock(on(20)), visits: [at(9)] })).toEqual(["R6 notice"]);
    expect(firedBy({ ...stock(on(20)), visits: [at(9), at(10)] })).toEqual(["R6 high"]);
    const activated = { at: on(9), position: 12, region: null };
    expect(firedBy({ ...stock(on(20)), visits: [at(9)], activated })).toEqual(["R6 high"]);
  });

  it("is high for an activation, without any look-up", () => {
    expect(firedBy({ ...stock(on(20)), activated: { at: on(9), position: 12, region: null } })).toEqual(["R6 high"]);
  });

  it("is quiet for a count that does not include it, of another shelf, or from before it arrived", () => {
    expect(firedBy({ ...stock(on(20), false), visits: [visit(on(9))] })).toEqual([]);
    expect(firedBy({ stock: { by: "Arcus", countedAt: on(20), includes: true }, visits: [visit(on(9))] })).toEqual([]);
    expect(firedBy({ ...stock(on(4)), visits: [visit(on(9))] })).toEqual([]);
  });

  it("is a notice where the holder records its sales and has recorded none of this", () => {
    const holding = { ...UNIT.holding!, reportsSales: true };
    expect(firedBy({ holding, visits: [visit(on(9))] })).toEqual(["R6 notice"]);
    expect(firedBy({ holding: null, visits: [visit(on(9))] })).toEqual([]);
  });

  it("puts the copy first for which more signed facts speak", () => {
    const { copies } = contradictionOf("R6", { ...stock(on(20)), visits: [visit(on(9))] });
    expect(copies.map((copy) => [copy.where, signedFacts(copy)])).toEqual([
      ["recorded", 4],
      ["scanned", 0],
    ]);
  });
});

describe("R9", () => {
  const read = (digest: string, compared = 9) => ({ id: "r", at: on(9), digest, fields: { matched: 3, compared } });

  it("is high when the bytes are another module's, and quiet when they are its own or too few", () => {
    expect(firedBy({ digests: ["aa"], readOuts: [read("bb")] })).toEqual(["R9 high"]);
    expect(firedBy({ digests: ["aa"], readOuts: [read("aa")] })).toEqual([]);
    expect(firedBy({ digests: ["aa"], readOuts: [read("bb", 2)] })).toEqual([]);
  });

  it("takes a signed recode for what it is", () => {
    expect(firedBy({ digests: ["aa", "bb"], readOuts: [read("bb")] })).toEqual([]);
  });

  it("holds readings against each other where the record has no digest, and is not run without one", () => {
    expect(firedBy({ readOuts: [read("aa"), read("bb")] })).toEqual(["R9 high"]);
    expect(statusOf("R9", {})).toBe("not-run");
  });
});

describe("every fact", () => {
  it("has a sentence without holes in both languages", () => {
    const at = on(9);
    const facts: Fact[] = [
      { says: "registered", by: "A", at },
      { says: "never-left", by: "A" },
      { says: "left-later", by: "A", at },
      { says: "held", by: "A", at },
      { says: "custody", by: "A", at, kind: "sold" },
      { says: "counted", by: "A", at },
      { says: "not-sold", by: "A" },
      { says: "ended", how: "stolen", by: "A", at },
      { says: "activated", at, region: null },
      { says: "seen", at, country: null, region: null },
      { says: "too-far", km: 5, minutes: 300 },
      { says: "devices", count: 6, days: 1 },
      { says: "trade-countries", countries: ["DE"] },
      { says: "born-with", digest: "aa" },
      { says: "read-out", at, digest: "aa", fields: { matched: 1, compared: 4 } },
      { says: "lot-still", modules: 5, days: 7 },
      { says: "lot-seen", modules: 5, of: 9, days: 7 },
      { says: "guesses", network: "192.0.2.0/24", unknown: 20, known: 1, minutes: 10 },
    ];
    for (const fact of facts)
      for (const language of ["en", "zh-CN"] as const)
        expect(factSentence(fact, language)).not.toMatch(/undefined|null|NaN|\{|\}/);
  });
});
