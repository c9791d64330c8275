import { describe, expect, it } from "vitest";
import {
  accept,
  answerOf,
  type Book,
  hashText,
  LATER,
  lotOf,
  MUCH_LATER,
  makerSscc,
  NOW,
  offer,
  pack,
  releasedBook,
  transferId,
  unpack,
} from "../../../../test/model/book.ts";
import type { ExceptionReason, Subject } from "../event.ts";
import { containerSubject } from "../subject.ts";

const lot = lotOf(30);
const [one = "", two = "", three = "", four = ""] = lot.modules;
const carton = containerSubject("lumina", makerSscc(1), 1);
const second = containerSubject("lumina", makerSscc(2), 1);
const pallet = containerSubject("lumina", makerSscc(100), 1);
const missing = (...path: Subject[]) => ({ path, reason: "missing" as ExceptionReason });

/** A pallet of two cartons, and two loose modules. */
function stocked(): Book {
  const book = releasedBook(lot);
  pack(book, "lumina", carton, lot.modules.slice(10, 20), lot);
  pack(book, "lumina", second, lot.modules.slice(20, 30), lot);
  pack(book, "lumina", pallet, [carton, second]);
  return book;
}

const holderOf = (book: Book, thing: Subject) => {
  const state = book.states.get(thing);
  return state && "custody" in state ? state.custody : undefined;
};
const inCarton = lot.modules[10] ?? "";
const alsoInCarton = lot.modules[11] ?? "";

describe("offering", () => {
  it("freezes the holder's things until there is an answer", () => {
    const book = stocked();
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [pallet, one], lot))).toBe("accepted");
    expect(book.states.get(pallet)).toMatchObject({
      offer: transferId(1),
      custody: { at: "holder", holder: "lumina" },
    });
    expect(book.states.get(one)).toMatchObject({ offer: transferId(1) });
    expect(answerOf(offer(book, "lumina", "arcus", 2, [one]))).toBe("already-offered");
    expect(answerOf(book.say("lumina", { kind: "sold" }, { contents: [one] }))).toBe("already-offered");
    expect(answerOf(unpack(book, "lumina", pallet, [carton]))).toBe("already-offered");
  });

  it("is the holder's, of top-level things, to another active member", () => {
    const book = stocked();
    expect(answerOf(offer(book, "nordwind", "arcus", 1, [pallet]))).toBe("not-the-holder");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [carton]))).toBe("not-top-level");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [inCarton]))).toBe("not-top-level");
    expect(answerOf(offer(book, "lumina", "lumina", 1, [pallet]))).toBe("receiver-is-giver");
    expect(answerOf(offer(book, "lumina", "mallory", 1, [pallet]))).toBe("receiver-unknown");
    const arcus = book.states.get("member/arcus");
    if (arcus?.is === "member") book.states.set("member/arcus", { ...arcus, active: false });
    expect(answerOf(offer(book, "lumina", "arcus", 1, [pallet]))).toBe("receiver-unknown");
  });

  it("needs a new id, and an end in the future", () => {
    const book = stocked();
    offer(book, "lumina", "nordwind", 1, [one], lot);
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [two], lot))).toBe("transfer-known");
    const fact = {
      kind: "transfer-offered",
      transfer: transferId(3),
      to: "nordwind",
      consignment: hashText("c"),
    } as const;
    const said = { contents: [two], births: [lot.birthOf(two)] };
    expect(answerOf(book.say("lumina", { ...fact, expiresAt: NOW }, said))).toBe("expiry-in-past");
    expect(answerOf(book.say("lumina", { ...fact, expiresAt: LATER }, said))).toBe("accepted");
  });
});

describe("accepting", () => {
  const offered = () => {
    const book = stocked();
    offer(book, "lumina", "nordwind", 1, [pallet, one, two], lot);
    return book;
  };
  const all = [pallet, one, two];

  it("moves the offered things, and everything in them", () => {
    const book = offered();
    expect(answerOf(accept(book, "nordwind", 1, all))).toBe("accepted");
    for (const thing of all) expect(holderOf(book, thing)).toEqual({ at: "holder", holder: "nordwind" });
    expect(book.states.get(pallet)).not.toHaveProperty("offer");
    expect(holderOf(book, inCarton)).toEqual({ at: "inside", container: carton });
    expect(answerOf(unpack(book, "nordwind", pallet, [carton]))).toBe("accepted");
    expect(answerOf(unpack(book, "nordwind", carton, [inCarton]))).toBe("accepted");
    expect(holderOf(book, inCarton)).toEqual({ at: "holder", holder: "nordwind" });
  });

  it("is the receiver's alone, while the offer stands", () => {
    const book = offered();
    expect(answerOf(accept(book, "arcus", 1, all))).toBe("not-the-receiver");
    expect(answerOf(accept(book, "lumina", 1, all))).toBe("not-the-receiver");
    expect(answerOf(accept(book, "nordwind", 2, all))).toBe("transfer-unknown");
    book.time = MUCH_LATER;
    expect(answerOf(accept(book, "nordwind", 1, all))).toBe("transfer-expired");
    book.time = LATER;
    expect(answerOf(accept(book, "nordwind", 1, all))).toBe("accepted");
    expect(answerOf(accept(book, "nordwind", 1, all))).toBe("transfer-not-open");
  });

  it("names exactly the offered things", () => {
    const book = offered();
    offer(book, "lumina", "nordwind", 2, [three], lot);
    expect(answerOf(accept(book, "nordwind", 1, [pallet, one]))).toBe("contents-mismatch");
    expect(answerOf(accept(book, "nordwind", 1, [pallet, one, three]))).toBe("contents-mismatch");
    expect(answerOf(accept(book, "nordwind", 1, [pallet, one, carton]))).toBe("contents-mismatch");
    expect(answerOf(accept(book, "nordwind", 1, [pallet, one, two, three]))).toBe("contents-mismatch");
    expect(answerOf(accept(book, "nordwind", 1, all))).toBe("accepted");
  });

  it("leaves an excepted thing with the giver, disputed", () => {
    const book = offered();
    expect(answerOf(accept(book, "nordwind", 1, all, [missing(one)]))).toBe("accepted");
    expect(book.states.get(one)).toMatchObject({ custody: { at: "holder", holder: "lumina" }, disputed: true });
    expect(book.states.get(one)).not.toHaveProperty("offer");
    expect(holderOf(book, two)).toEqual({ at: "holder", holder: "nordwind" });
    expect(answerOf(offer(book, "lumina", "arcus", 2, [one]))).toBe("accepted");
    expect(book.states.get(one)).not.toHaveProperty("disputed");
  });

  it("takes an excepted thing out of the container that it was missing from", () => {
    const book = offered();
    expect(answerOf(accept(book, "nordwind", 1, all, [missing(pallet, carton, inCarton)]))).toBe("accepted");
    expect(book.states.get(inCarton)).toMatchObject({ custody: { at: "holder", holder: "lumina" }, disputed: true });
    expect(book.states.get(carton)).toMatchObject({ count: 9, custody: { at: "inside", container: pallet } });
    expect(book.states.get(pallet)).toMatchObject({ count: 2, custody: { at: "holder", holder: "nordwind" } });
  });

  it("takes out a whole carton with all that is in it", () => {
    const book = offered();
    expect(answerOf(accept(book, "nordwind", 1, all, [missing(pallet, carton)]))).toBe("accepted");
    expect(book.states.get(pallet)).toMatchObject({ count: 1 });
    expect(book.states.get(carton)).toMatchObject({
      count: 10,
      custody: { at: "holder", holder: "lumina" },
      disputed: true,
    });
    expect(holderOf(book, inCarton)).toEqual({ at: "inside", container: carton });
    expect(answerOf(unpack(book, "lumina", carton, [inCarton]))).toBe("accepted");
  });

  it("takes out several things of several containers at once", () => {
    const book = offered();
    const except = [
      missing(pallet, second, lot.modules[20] ?? ""),
      missing(pallet, carton, inCarton),
      missing(pallet, carton, alsoInCarton),
      missing(two),
    ];
    expect(answerOf(accept(book, "nordwind", 1, all, except))).toBe("accepted");
    expect(book.states.get(carton)).toMatchObject({ count: 8 });
    expect(book.states.get(second)).toMatchObject({ count: 9 });
    expect(book.states.get(pallet)).toMatchObject({ count: 2 });
  });

  it("closes a container from which everything is missing", () => {
    const book = offered();
    const except = lot.modules.slice(10, 20).map((module) => missing(pallet, carton, module));
    expect(answerOf(accept(book, "nordwind", 1, all, except))).toBe("accepted");
    expect(book.states.get(carton)).toMatchObject({
      count: 0,
      emptied: true,
      custody: { at: "inside", container: pallet },
    });
    expect(answerOf(unpack(book, "nordwind", pallet, [carton]))).toBe("accepted");
    expect(answerOf(pack(book, "lumina", containerSubject("lumina", makerSscc(1), 2), [inCarton]))).toBe("accepted");
  });

  it.each<[string, ReturnType<typeof missing>[]]>([
    ["a thing that was not offered", [missing(three)]],
    ["a way that begins beside the offer", [missing(carton, inCarton)]],
    ["a way that leaves a container out", [missing(pallet, inCarton)]],
    ["a way through the wrong container", [missing(pallet, second, inCarton)]],
    ["a thing in a container that is excepted itself", [missing(pallet, carton), missing(pallet, carton, inCarton)]],
    ["a thing in an offered container that is excepted itself", [missing(pallet), missing(pallet, carton)]],
    ["a way in a circle", [missing(pallet, carton, carton)]],
    ["a way into a module", [missing(one, inCarton)]],
    ["an offered thing in another one", [missing(pallet, one)]],
  ])("refuses an exception for %s", (_, except) => {
    expect(answerOf(accept(offered(), "nordwind", 1, all, except))).toMatch(/^(exception-invalid|contents-mismatch)$/);
  });

  it("refuses an exception of a thing that never moved at all", () => {
    expect(answerOf(accept(offered(), "nordwind", 1, all, [missing(pallet, carton, four)]))).toBe("exception-invalid");
  });
});

describe("declining and withdrawing", () => {
  const offered = () => {
    const book = stocked();
    offer(book, "lumina", "nordwind", 1, [pallet, one], lot);
    return book;
  };
  const answer = (
    book: Book,
    kind: "transfer-declined" | "transfer-withdrawn",
    actor: string,
    things = [pallet, one],
  ) => answerOf(book.say(actor, { kind, transfer: transferId(1), reason: "no order" }, { contents: things }));

  it("a receiver declines, and everything stays with the giver, free again", () => {
    const book = offered();
    expect(answer(book, "transfer-declined", "lumina")).toBe("not-the-receiver");
    expect(answer(book, "transfer-declined", "arcus")).toBe("not-the-receiver");
    expect(answer(book, "transfer-declined", "nordwind")).toBe("accepted");
    expect(book.states.get(pallet)).not.toHaveProperty("offer");
    expect(holderOf(book, pallet)).toEqual({ at: "holder", holder: "lumina" });
    expect(answer(book, "transfer-declined", "nordwind")).toBe("transfer-not-open");
    expect(answerOf(accept(book, "nordwind", 1, [pallet, one]))).toBe("transfer-not-open");
  });

  it("a giver withdraws while there is no answer", () => {
    const book = offered();
    expect(answer(book, "transfer-withdrawn", "lumina")).toBe("accepted");
    expect(answerOf(offer(book, "lumina", "arcus", 2, [pallet, one]))).toBe("accepted");
    const accepted = offered();
    accept(accepted, "nordwind", 1, [pallet, one]);
    expect(answer(accepted, "transfer-withdrawn", "lumina")).toBe("transfer-not-open");
  });

  it("anybody withdraws an offer that has expired, and nobody else before", () => {
    const book = offered();
    expect(answer(book, "transfer-withdrawn", "arcus")).toBe("not-the-giver");
    book.time = LATER;
    expect(answer(book, "transfer-withdrawn", "nordwind")).toBe("not-the-giver");
    book.time = MUCH_LATER;
    expect(answer(book, "transfer-withdrawn", "arcus")).toBe("accepted");
    expect(holderOf(book, one)).toEqual({ at: "holder", holder: "lumina" });
  });

  it("name exactly the offered things", () => {
    expect(answer(offered(), "transfer-declined", "nordwind", [pallet])).toBe("contents-mismatch");
    expect(answer(offered(), "transfer-withdrawn", "lumina", [pallet, carton])).toBe("contents-mismatch");
  });
});

describe("selling", () => {
  const sell = (book: Book, actor: string, ...things: Subject[]) =>
    answerOf(
      book.say(
        actor,
        { kind: "sold" },
        { contents: things, births: things.filter((t) => !book.states.has(t)).map((t) => lot.birthOf(t)) },
      ),
    );

  it("ends custody, for a container with all that is in it", () => {
    const book = stocked();
    expect(sell(book, "lumina", pallet, one)).toBe("accepted");
    expect(holderOf(book, one)).toEqual({ at: "sold", seller: "lumina" });
    expect(sell(book, "lumina", one)).toBe("already-sold");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [one]))).toBe("already-sold");
    expect(answerOf(unpack(book, "lumina", pallet, [carton]))).toBe("already-sold");
  });

  it("is the holder's, of top-level things", () => {
    const book = stocked();
    expect(sell(book, "nordwind", pallet)).toBe("not-the-holder");
    expect(sell(book, "lumina", carton)).toBe("not-top-level");
    expect(sell(book, "lumina", inCarton)).toBe("not-top-level");
  });

  it("seals an order reference, and shows it to whom the seller chooses", () => {
    const book = stocked();
    const reference = { path: "reference", salt: "cd".repeat(16), value: "PO 4711" };
    const said = { contents: [one], births: [lot.birthOf(one)], seal: [reference] };
    const event = book.draft("lumina", { kind: "sold" }, said);
    expect(JSON.stringify(event)).not.toContain("4711");
    expect(answerOf(book.take({ ...event, openings: [{ ...reference, value: "PO 4712" }] }))).toBe("malformed");
    expect(answerOf(book.take({ ...event, openings: [reference] }))).toBe("accepted");
  });
});
