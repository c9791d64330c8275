import { describe, expect, it } from "vitest";
import {
  accept,
  answerOf,
  type Book,
  birthsFor,
  lotOf,
  makerSscc,
  NOW,
  offer,
  pack,
  releasedBook,
  unpack,
} from "../../../../test/model/book.ts";
import { expectOk } from "../../result.ts";
import type { Subject } from "../event.ts";
import { containerSubject } from "../subject.ts";

const lot = lotOf(8);
const [one = "", two = "", three = ""] = lot.modules;
const [carton, second, pallet] = [1, 2, 100].map((serial) => containerSubject("lumina", makerSscc(serial), 1)) as [
  Subject,
  Subject,
  Subject,
];

/** `one` and `two` in a carton on a pallet, `three` in another carton beside it. */
function stocked(): Book {
  const book = releasedBook(lot);
  expectOk(pack(book, "lumina", carton, [one, two], lot));
  expectOk(pack(book, "lumina", second, [three], lot));
  expectOk(pack(book, "lumina", pallet, [carton]));
  return book;
}
function say(
  book: Book,
  kind: "reported-stolen" | "recovered",
  things: readonly Subject[],
  within?: readonly Subject[],
  actor = "lumina",
) {
  const fact = { kind, ...(within && { within }) } as const;
  return answerOf(book.say(actor, fact, { contents: things, ...birthsFor(book, things, lot) }));
}

describe("reporting a theft", () => {
  it("is the holder's, of top-level things and of those that never moved", () => {
    const book = stocked();
    const loose = lot.modules[5] ?? "";
    expect(say(book, "reported-stolen", [loose, pallet], undefined, "nordwind")).toBe("not-the-holder");
    expect(say(book, "reported-stolen", [loose, pallet])).toBe("accepted");
    expect([loose, pallet].map((thing) => book.states.get(thing))).toMatchObject([{ stolen: NOW }, { stolen: NOW }]);
  });

  it("reaches what is deep inside by the way down, whoever holds the pallet now", () => {
    const book = stocked();
    expect(say(book, "reported-stolen", [one])).toBe("not-top-level");
    expect(say(book, "reported-stolen", [one, two], [pallet, carton])).toBe("accepted");
    expect(book.states.get(one)).toMatchObject({ stolen: NOW, custody: { at: "inside", container: carton } });
    const given = stocked();
    expectOk(offer(given, "lumina", "nordwind", 1, [pallet]));
    expectOk(accept(given, "nordwind", 1, [pallet]));
    expect(say(given, "reported-stolen", [one], [pallet, carton])).toBe("not-the-holder");
    expect(say(given, "reported-stolen", [one], [pallet, carton], "nordwind")).toBe("accepted");
  });

  it("refuses a way that does not lead to the thing", () => {
    const book = stocked();
    expect(say(book, "reported-stolen", [one], [carton])).toBe("not-top-level");
    expect(say(book, "reported-stolen", [three], [pallet, carton])).toBe("path-invalid");
    expect(say(book, "reported-stolen", [three], [pallet, second])).toBe("path-invalid");
    expect(say(book, "reported-stolen", [one], [pallet])).toBe("path-invalid");
    expect(say(book, "reported-stolen", [one], [carton, pallet])).toBe("path-invalid");
  });

  it("works on goods that are on their way, and does not stop their arrival", () => {
    const book = stocked();
    expectOk(offer(book, "lumina", "nordwind", 1, [second]));
    expect(say(book, "reported-stolen", [second])).toBe("accepted");
    expect(answerOf(accept(book, "nordwind", 1, [second]))).toBe("accepted");
    expect(book.states.get(second)).toMatchObject({ stolen: NOW, custody: { holder: "nordwind" } });
    expect(say(book, "recovered", [second], undefined, "nordwind")).toBe("accepted");
  });

  it("keeps stolen things from being packed, opened, offered and sold", () => {
    const book = stocked();
    const loose = lot.modules[5] ?? "";
    expect(say(book, "reported-stolen", [loose, second])).toBe("accepted");
    expect(answerOf(pack(book, "lumina", pallet, [loose]))).toBe("stolen");
    expect(answerOf(pack(book, "lumina", second, [lot.modules[6] ?? ""], lot))).toBe("stolen");
    expect(answerOf(unpack(book, "lumina", second, [three]))).toBe("stolen");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [loose]))).toBe("stolen");
    expect(answerOf(book.say("lumina", { kind: "sold" }, { contents: [second] }))).toBe("stolen");
  });

  it("is said once", () => {
    const book = stocked();
    expect(say(book, "reported-stolen", [second])).toBe("accepted");
    expect(say(book, "reported-stolen", [second])).toBe("stolen");
  });

  it("is not of what is nobody's any more", () => {
    const book = stocked();
    expectOk(book.say("lumina", { kind: "sold" }, { contents: [second] }));
    expect(say(book, "reported-stolen", [second])).toBe("already-sold");
    const emptied = stocked();
    expectOk(unpack(emptied, "lumina", second, [three]));
    expect(say(emptied, "reported-stolen", [second])).toBe("container-emptied");
  });
});

describe("recovering", () => {
  it("gives the thing back to the trade", () => {
    const book = stocked();
    expect(say(book, "reported-stolen", [second])).toBe("accepted");
    expect(say(book, "recovered", [second])).toBe("accepted");
    expect(book.states.get(second)).not.toHaveProperty("stolen");
    expect(answerOf(unpack(book, "lumina", second, [three]))).toBe("accepted");
  });

  it("is the holder's, of stolen things", () => {
    const book = stocked();
    expect(say(book, "recovered", [second])).toBe("not-stolen");
    expect(say(book, "reported-stolen", [one], [pallet, carton])).toBe("accepted");
    expect(say(book, "recovered", [one], [pallet, carton], "nordwind")).toBe("not-the-holder");
    expect(say(book, "recovered", [one], [pallet, carton])).toBe("accepted");
  });
});
