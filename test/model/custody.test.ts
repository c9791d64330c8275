import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventKind, Subject, TransferException } from "../../lib/domain/event/event.ts";
import { containerSubject } from "../../lib/domain/event/subject.ts";
import { ssccOf } from "../../lib/domain/label/sscc.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { expectAgreement, expectChains } from "./agreement.ts";
import { accept, answerOf, foundedBook, lotOf, makerSscc, offer, pack, release } from "./book.ts";
import { CustodyModel } from "./custody-model.ts";
import { moves } from "./moves.ts";
import { beginning, lot, PREFIX, START, stock } from "./world.ts";

const RUNS = 1500;
const MOVES = [
  "packed",
  "unpacked",
  "transfer-offered",
  "transfer-accepted",
  "transfer-declined",
  "transfer-withdrawn",
  "sold",
  "label-key-declared",
  "label-key-revoked",
  "label-replaced",
  "labels-voided",
  "activated",
  "recalled",
  "recall-lifted",
  "reported-stolen",
  "recovered",
  "scrapped",
  "corrected",
  "returned",
  "inspected",
  "repaired",
  "recoded",
  "installed",
  "removed",
] as const;

describe("custody", () => {
  it("is what a simple map says, whatever members do, right or wrong, in any order", () => {
    const accepted = new Map<EventKind, number>();
    let signed = 0;
    fc.assert(
      fc.property(moves, fc.boolean(), (list, stocked) => {
        const book = beginning.copy();
        const model = new CustodyModel(lot.modules, "lumina", START);
        if (stocked) stock(model, book);
        fc.modelRun(() => ({ model, real: { book, accepted } }), list);
        expectChains(book);
        for (const { issued } of model.marks.keys.values()) signed += issued;
      }),
      { numRuns: RUNS },
    );
    // The property says nothing if the dice never hit: each kind of event was taken many times.
    const seldom = MOVES.filter((kind) => (accepted.get(kind) ?? 0) < RUNS / 20);
    expect(seldom).toEqual([]);
    // Replacements that printed a signed label too, each counted against the quota of its key.
    expect(signed).toBeGreaterThan(RUNS / 20);
  }, 600_000);

  it("of what is missing deep inside a pallet goes back to the giver, and of all else to the receiver", () => {
    // Each number is a thing in a place: below 0 loose, else in the carton of that number; cartons may be in bags of cartons.
    const shape = fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 4, maxLength: lot.modules.length });
    const missing = fc.uniqueArray(fc.nat(30), { maxLength: 8 });
    fc.assert(
      fc.property(shape, fc.boolean(), missing, (places, deeper, chosen) => {
        const book = beginning.copy();
        const model = new CustodyModel(lot.modules, "lumina", START);
        const numbered = (serial: number) => containerSubject("lumina", ssccOf(1, PREFIX.lumina ?? "", serial), 1);
        const put = (container: Subject, things: readonly Subject[]) => {
          if (things.length === 0) return [];
          expectOk(pack(book, "lumina", container, things, lot));
          model.pack(container, things, "lumina");
          return [container];
        };
        const inCarton = (carton: number) => lot.modules.filter((_, at) => places[at] === carton);
        const cartons = [0, 1, 2, 3].flatMap((carton) => put(numbered(carton), inCarton(carton)));
        const boxed = deeper ? put(numbered(10), cartons) : cartons;
        const offered = [...put(numbered(11), boxed), ...inCarton(-1)];
        expectOk(offer(book, "lumina", "nordwind", 1, offered, lot));
        model.offer(1, { from: "lumina", to: "nordwind", things: offered, expiresAt: "2027", open: true });

        const inside = [...model.places.keys()].filter((thing) => offered.includes(model.wayTo(thing)[0] ?? ""));
        const ways = [...new Set(chosen.map((pick) => inside[pick % inside.length] ?? ""))].map((one) =>
          model.wayTo(one),
        );
        const apart = ways.filter(
          (way) => !ways.some((other) => other !== way && other.every((one, at) => way[at] === one)),
        );
        const except = apart.map((path): TransferException => ({ path, reason: "missing" }));
        expect(answerOf(accept(book, "nordwind", 1, offered, except))).toBe("accepted");
        model.accept(1, except);
        expectAgreement(model, book, lot.modules);
        for (const module of lot.modules) {
          const way = model.wayTo(module);
          const kept = !offered.includes(way[0] ?? "") || except.some(({ path }) => way.includes(path.at(-1) ?? ""));
          const top = book.states.get(way[0] ?? "");
          const holder = kept ? "lumina" : "nordwind";
          if (top) expect(top).toMatchObject({ custody: { at: "holder", holder } });
        }
        expectChains(book);
      }),
      { numRuns: 500 },
    );
  }, 120_000);

  it("of two thousand modules on a pallet moves with one event, and 500 exceptions fit into it", () => {
    const large = lotOf(2000, "L-LARGE");
    const book = foundedBook();
    release(book, large);
    const cartons = [0, 1, 2, 3].map((serial) => containerSubject("lumina", makerSscc(serial), 1));
    for (const [at, carton] of cartons.entries())
      expectOk(pack(book, "lumina", carton, large.modules.slice(at * 500, at * 500 + 500), large));
    const pallet = containerSubject("lumina", makerSscc(9), 1);
    expectOk(pack(book, "lumina", pallet, cartons));
    expectOk(offer(book, "lumina", "nordwind", 1, [pallet]));
    const [first = "", second = ""] = cartons;
    const path = (module: Subject) => [pallet, large.modules.indexOf(module) < 500 ? first : second, module];
    const except = large.modules.slice(250, 750).map((module) => ({ path: path(module), reason: "missing" as const }));
    expect(answerOf(accept(book, "nordwind", 1, [pallet], except))).toBe("accepted");
    expect([first, second].map((carton) => book.states.get(carton))).toMatchObject([{ count: 250 }, { count: 250 }]);
    expect(book.states.get(pallet)).toMatchObject({ count: 4, custody: { at: "holder", holder: "nordwind" } });
    expect(book.states.get(large.modules[400] ?? "")).toMatchObject({ disputed: true, custody: { holder: "lumina" } });
  });
});
