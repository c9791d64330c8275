import { describe, expect, it } from "vitest";
import {
  accept,
  answerOf,
  type Book,
  birthsFor,
  hashText,
  lotOf,
  makerSscc,
  NOW,
  offer,
  pack,
  releasedBook,
  signer,
} from "../../../../test/model/book.ts";
import { ssccOf } from "../../label/sscc.ts";
import { expectOk } from "../../result.ts";
import type { MemberId, Subject } from "../event.ts";
import type { Fact } from "../rule.ts";
import { containerSubject } from "../subject.ts";

const lot = lotOf(8);
const [one = "", two = "", three = ""] = lot.modules;
const carton = containerSubject("lumina", makerSscc(1), 1);
const before = { core: hashText("core before") };
const after = { core: hashText("core after"), full: hashText("full after") };
const recode = (module: Subject) =>
  ({ kind: "recoded", module, map: "SFF-8636", before, after, hostCoding: "Arista" }) as const;

/** `one` is the operator's, `two` the trader's, `three` in a carton of the maker's. */
function spread(): Book {
  const book = releasedBook(lot);
  expectOk(pack(book, "lumina", carton, [three], lot));
  for (const [number, to, module] of [
    [1, "arcus", one],
    [2, "nordwind", two],
  ] as const) {
    expectOk(offer(book, "lumina", to, number, [module], lot));
    expectOk(accept(book, to, number, [module]));
  }
  return book;
}
const say = (book: Book, actor: MemberId, fact: Fact & { module: Subject }) =>
  answerOf(book.say(actor, fact, birthsFor(book, [fact.module], lot)));

describe("inspecting", () => {
  const inspect = (module: Subject, within?: readonly Subject[]) =>
    ({ kind: "inspected", module, result: "passed", ...(within && { within }) }) as const;

  it("is the holder's, in hand, on its way, or in its carton, and changes nothing", () => {
    const book = spread();
    expect(say(book, "nordwind", inspect(two))).toBe("accepted");
    expectOk(offer(book, "nordwind", "arcus", 3, [two]));
    expect(say(book, "nordwind", inspect(two))).toBe("accepted");
    expect(say(book, "lumina", inspect(three, [carton]))).toBe("accepted");
    expect(say(book, "lumina", inspect(lot.modules[5] ?? ""))).toBe("accepted");
    const { head: _, ...state } = book.states.get(three) ?? { head: "" };
    expect(state).toMatchObject({ custody: { at: "inside", container: carton } });
  });

  it("is nobody else's", () => {
    const book = spread();
    expect(say(book, "lumina", inspect(two))).toBe("not-the-holder");
    expect(say(book, "nordwind", inspect(three, [carton]))).toBe("not-the-holder");
    expect(say(book, "lumina", inspect(three))).toBe("not-top-level");
    expectOk(book.say("nordwind", { kind: "sold" }, { contents: [two] }));
    expect(say(book, "nordwind", inspect(two))).toBe("already-sold");
  });
});

describe("repairing and recoding", () => {
  it("are the holder's, of a module in hand", () => {
    const book = spread();
    expect(say(book, "nordwind", { kind: "repaired", module: two, what: "new latch" })).toBe("accepted");
    expect(say(book, "nordwind", recode(two))).toBe("accepted");
    expect(book.states.get(two)).toMatchObject({
      recode: { ...after, map: "SFF-8636", hostCoding: "Arista", by: "nordwind", at: NOW },
    });
  });

  it("remember the newest recode only: the others stand in the history", () => {
    const book = spread();
    expectOk(book.say("nordwind", recode(two)));
    expectOk(book.say("nordwind", { ...recode(two), before: after, after: before, hostCoding: "Juniper" }));
    expect(book.states.get(two)).toMatchObject({ recode: { ...before, hostCoding: "Juniper" } });
    expect(book.states.get(two)).not.toHaveProperty("recode.full");
  });

  it.each([
    ["recoded", recode],
    ["repaired", (module: Subject) => ({ kind: "repaired", module, what: "x" }) as const],
  ] as const)("%s: not by others, not in a carton, not while it is offered", (_, fact) => {
    const book = spread();
    expect(say(book, "lumina", fact(two))).toBe("not-the-holder");
    expect(say(book, "lumina", fact(three))).toBe("not-top-level");
    expectOk(offer(book, "nordwind", "arcus", 3, [two]));
    expect(say(book, "nordwind", fact(two))).toBe("already-offered");
  });
});

describe("installing", () => {
  const install = (module: Subject) => ({ kind: "installed", module }) as const;
  const remove = (module: Subject) => ({ kind: "removed", module }) as const;

  it("is an operator's that holds the module", () => {
    const book = spread();
    expect(say(book, "nordwind", install(two))).toBe("role-missing");
    expect(say(book, "arcus", install(two))).toBe("not-the-holder");
    expect(say(book, "arcus", install(one))).toBe("accepted");
    expect(book.states.get(one)).toMatchObject({ installed: NOW });
  });

  it("keeps it from being packed, offered, sold and scrapped until it is removed", () => {
    const book = spread();
    expectOk(book.say("arcus", install(one)));
    const set = { gs1Prefixes: ["9521321"] };
    const [approvers, signers] = [["arcus", "lumina"], ["arcus", "lumina"].map((member) => signer(member))];
    expectOk(book.say("arcus", { kind: "member-changed", member: "arcus", set, approvers }, { signers }));
    const bag = containerSubject("arcus", ssccOf(0, "9521321", 7), 1);
    expect(answerOf(pack(book, "arcus", bag, [one]))).toBe("installed");
    expect(answerOf(offer(book, "arcus", "lumina", 3, [one]))).toBe("installed");
    expect(answerOf(book.say("arcus", { kind: "sold" }, { contents: [one] }))).toBe("installed");
    const scrap = { kind: "scrapped", destroyed: true, reason: "x" } as const;
    expect(answerOf(book.say("arcus", scrap, { contents: [one] }))).toBe("installed");
    expect(say(book, "arcus", remove(one))).toBe("accepted");
    expect(answerOf(book.say("arcus", scrap, { contents: [one] }))).toBe("accepted");
  });

  it("and removing happen in turns", () => {
    const book = spread();
    expect(say(book, "arcus", remove(one))).toBe("not-installed");
    expect(say(book, "arcus", install(one))).toBe("accepted");
    expect(say(book, "arcus", install(one))).toBe("installed");
    expect(say(book, "arcus", remove(one))).toBe("accepted");
    expect(say(book, "arcus", install(one))).toBe("accepted");
  });

  it("is not of what is reported stolen, and does not hinder inspecting or recoding", () => {
    const book = spread();
    expectOk(book.say("arcus", { kind: "reported-stolen" }, { contents: [one] }));
    expect(say(book, "arcus", install(one))).toBe("stolen");
    expectOk(book.say("arcus", { kind: "recovered" }, { contents: [one] }));
    expectOk(book.say("arcus", install(one)));
    expect(say(book, "arcus", { kind: "inspected", module: one, result: "observed" })).toBe("accepted");
    expect(say(book, "arcus", recode(one))).toBe("accepted");
    expect(book.states.get(one)).toMatchObject({ installed: NOW, recode: { hostCoding: "Arista" } });
  });
});
