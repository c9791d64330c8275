import { describe, expect, it } from "vitest";
import {
  accept,
  answerOf,
  type Book,
  lotOf,
  makerSscc,
  offer,
  pack,
  releasedBook,
} from "../../../../test/model/book.ts";
import { expectOk } from "../../result.ts";
import type { Subject } from "../event.ts";
import { containerSubject } from "../subject.ts";

const lot = lotOf(8);
const [one = "", two = "", three = "", four = ""] = lot.modules;
const [carton, pallet] = [1, 100].map((serial) => containerSubject("lumina", makerSscc(serial), 1)) as [
  Subject,
  Subject,
];

/** The trader sold a pallet with `one` and `two` in a carton, and `three` loose. */
function soldOut(): Book {
  const book = releasedBook(lot);
  expectOk(pack(book, "lumina", carton, [one, two], lot));
  expectOk(pack(book, "lumina", pallet, [carton]));
  expectOk(offer(book, "lumina", "nordwind", 1, [pallet, three], lot));
  expectOk(accept(book, "nordwind", 1, [pallet, three]));
  expectOk(book.say("nordwind", { kind: "sold" }, { contents: [pallet, three] }));
  return book;
}
const back = (book: Book, things: readonly Subject[], actor = "nordwind", within?: readonly Subject[]) =>
  answerOf(book.say(actor, { kind: "returned", ...(within && { within }) }, { contents: things }));

describe("taking back", () => {
  it("is the last seller's: custody begins again", () => {
    const book = soldOut();
    expect(back(book, [three])).toBe("accepted");
    expect(book.states.get(three)).toMatchObject({ custody: { at: "holder", holder: "nordwind" } });
    expect(answerOf(offer(book, "nordwind", "arcus", 2, [three]))).toBe("accepted");
  });

  it("is also the maker's, and nobody else's", () => {
    expect(back(soldOut(), [three], "arcus")).toBe("not-the-seller");
    const book = soldOut();
    expect(back(book, [three], "lumina")).toBe("accepted");
    expect(book.states.get(three)).toMatchObject({ custody: { at: "holder", holder: "lumina" } });
  });

  it("takes whole containers back to their seller only", () => {
    const book = soldOut();
    expect(back(book, [pallet], "lumina")).toBe("not-the-seller");
    expect(back(book, [pallet])).toBe("accepted");
    expect(book.states.get(pallet)).toMatchObject({ custody: { holder: "nordwind" }, count: 1 });
    expect(book.states.get(one)).toMatchObject({ custody: { at: "inside", container: carton } });
  });

  it("takes modules out of a sold carton, which is closed with the last one", () => {
    const book = soldOut();
    expect(back(book, [one], "nordwind", [pallet, carton])).toBe("accepted");
    expect(book.states.get(carton)).toMatchObject({ count: 1 });
    expect(book.states.get(one)).toMatchObject({ custody: { at: "holder", holder: "nordwind" } });
    expect(back(book, [two], "lumina", [pallet, carton])).toBe("accepted");
    expect(book.states.get(carton)).toMatchObject({ count: 0, emptied: true });
  });

  it("refuses a way that does not lead there", () => {
    const book = soldOut();
    expect(back(book, [one])).toBe("not-top-level");
    expect(back(book, [one], "nordwind", [pallet])).toBe("path-invalid");
    expect(back(book, [one], "nordwind", [carton])).toBe("not-top-level");
    expect(back(book, [three], "nordwind", [pallet, carton])).toBe("path-invalid");
    expect(back(book, [one, two, three], "nordwind", [pallet, carton])).toBe("not-in-container");
  });

  it("is of what was sold", () => {
    const book = soldOut();
    expect(back(book, [four])).toBe("birth-missing");
    expect(back(book, [three])).toBe("accepted");
    expect(back(book, [three])).toBe("not-sold");
  });

  it("does not pass by a member's own custody: what a member holds comes by transfer", () => {
    const book = releasedBook(lot);
    expectOk(pack(book, "lumina", carton, [one], lot));
    expectOk(offer(book, "lumina", "nordwind", 1, [carton]));
    expectOk(accept(book, "nordwind", 1, [carton]));
    expect(back(book, [one], "lumina", [carton])).toBe("not-sold");
  });

  it("leaves a mark of theft or scrapping as it was", () => {
    const book = soldOut();
    const state = book.states.get(three);
    if (state?.is === "module") book.states.set(three, { ...state, stolen: "2026-03-02T00:00:00.000Z" });
    expect(back(book, [three])).toBe("accepted");
    expect(book.states.get(three)).toMatchObject({ stolen: "2026-03-02T00:00:00.000Z" });
  });
});
