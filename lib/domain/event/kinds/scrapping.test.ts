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
} from "../../../../test/model/book.ts";
import { expectOk } from "../../result.ts";
import { correctionOf } from "../corrections.ts";
import type { LedgerEvent, Subject } from "../event.ts";
import { eventBytes, eventHash } from "../event-bytes.ts";
import { parseEvent } from "../parse-event.ts";
import { containerSubject } from "../subject.ts";

const lot = lotOf(8);
const [one = "", two = "", three = ""] = lot.modules;
const carton = containerSubject("lumina", makerSscc(1), 1);

const released = () => releasedBook(lot);
function scrap(book: Book, things: readonly Subject[], destroyed = false, actor = "lumina") {
  const fact = { kind: "scrapped", destroyed, reason: "dead laser" } as const;
  return book.say(actor, fact, { contents: things, ...birthsFor(book, things, lot) });
}
const undo = (book: Book, event: LedgerEvent, about: readonly Subject[], actor = "lumina") =>
  book.say(actor, correctionOf(event, about, "wrong shelf"));

describe("scrapping", () => {
  it("is the holder's, of modules in hand", () => {
    const book = released();
    expect(answerOf(scrap(book, [one], false, "nordwind"))).toBe("not-the-holder");
    expectOk(pack(book, "lumina", carton, [two], lot));
    expect(answerOf(scrap(book, [two]))).toBe("not-top-level");
    expectOk(offer(book, "lumina", "nordwind", 1, [three], lot));
    expect(answerOf(scrap(book, [three]))).toBe("already-offered");
    const event = expectOk(scrap(book, [one]));
    expect(book.states.get(one)).toMatchObject({
      scrapped: { by: "lumina", at: NOW, destroyed: false, event: eventHash(event.body) },
    });
  });

  it("ends trade and work, not the module's place", () => {
    const book = released();
    expectOk(scrap(book, [one]));
    expect(answerOf(pack(book, "lumina", carton, [one]))).toBe("scrapped");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [one]))).toBe("scrapped");
    expect(answerOf(book.say("lumina", { kind: "sold" }, { contents: [one] }))).toBe("scrapped");
    expect(answerOf(book.say("lumina", { kind: "repaired", module: one, what: "laser" }))).toBe("scrapped");
    expect(book.states.get(one)).toMatchObject({ custody: { at: "holder", holder: "lumina" } });
  });

  it("also takes what is recalled, never what is reported stolen", () => {
    const book = released();
    const target = lot.subject;
    expectOk(book.say("lumina", { kind: "recalled", recall: "ab".repeat(16), target, reason: "x" }));
    expect(answerOf(scrap(book, [one], true))).toBe("accepted");
    expectOk(book.say("lumina", { kind: "reported-stolen" }, { contents: [two], ...birthsFor(book, [two], lot) }));
    expect(answerOf(scrap(book, [two]))).toBe("stolen");
  });

  it("happens once, but what was scrapped may be destroyed later, and then nothing comes after", () => {
    const book = released();
    expectOk(scrap(book, [one]));
    expect(answerOf(scrap(book, [one]))).toBe("scrapped");
    expect(answerOf(scrap(book, [one], true))).toBe("accepted");
    expect(answerOf(scrap(book, [one], true))).toBe("scrapped");
    expect(answerOf(book.say("lumina", { kind: "inspected", module: one, result: "observed" }))).toBe("scrapped");
    expect(answerOf(book.say("lumina", { kind: "reported-stolen" }, { contents: [one] }))).toBe("scrapped");
    const recall = { kind: "recalled", recall: "cd".repeat(16), target: one, reason: "x" } as const;
    expect(answerOf(book.say("lumina", recall))).toBe("scrapped");
  });

  it("takes no containers", () => {
    const book = released();
    expectOk(pack(book, "lumina", carton, [one], lot));
    expect(answerOf(scrap(book, [carton]))).toBe("thing-unknown");
  });
});

describe("undoing a scrapping", () => {
  it("is the holder's within ten days, of as many modules as it says", () => {
    const book = released();
    const event = expectOk(scrap(book, [one, two, three]));
    book.time = "2026-03-11T12:00:00.000Z";
    expect(answerOf(undo(book, event, [one, three]))).toBe("accepted");
    expect(book.states.get(one)).not.toHaveProperty("scrapped");
    expect(book.states.get(two)).toHaveProperty("scrapped");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [three]))).toBe("accepted");
  });

  it("is over after ten days of the ledger's time", () => {
    const book = released();
    const event = expectOk(scrap(book, [one]));
    book.time = "2026-03-11T12:00:00.001Z";
    expect(answerOf(undo(book, event, [one]))).toBe("scrapping-final");
  });

  it("never brings back what was destroyed, at once or later", () => {
    const book = released();
    expect(answerOf(undo(book, expectOk(scrap(book, [one], true)), [one]))).toBe("scrapping-final");
    const first = expectOk(scrap(book, [two]));
    expectOk(scrap(book, [two], true));
    expect(answerOf(undo(book, first, [two]))).toBe("not-scrapped");
  });

  it("happens once", () => {
    const book = released();
    const event = expectOk(scrap(book, [one]));
    expectOk(undo(book, event, [one]));
    expect(answerOf(undo(book, event, [one]))).toBe("not-scrapped");
  });

  it("does not follow from an event that was never recorded", () => {
    const book = released();
    expectOk(scrap(book, [one]));
    const fact = { kind: "scrapped", destroyed: false, reason: "made up" } as const;
    const madeUp = book.draft("lumina", fact, { contents: [one], heads: new Map() });
    expect(answerOf(undo(book, madeUp, [one]))).toBe("not-scrapped");
  });
});

describe("correcting", () => {
  it("points at the author's own event and changes nothing", () => {
    const book = released();
    const event = expectOk(pack(book, "lumina", carton, [one, two], lot));
    const before = book.states.get(one);
    const said = expectOk(undo(book, event, [carton, one]));
    expect(book.states.get(one)).toEqual({ ...before, head: eventHash(said.body) });
    expect(said.body.subjects.map(({ subject }) => subject)).toEqual([carton, one].sort());
    expect(
      parseEvent(eventBytes({ ...said, signatures: [{ certificate: "AA", signature: "A".repeat(86) }] })),
    ).toMatchObject({ ok: true });
  });

  it("is the author's alone", () => {
    const book = released();
    const event = expectOk(offer(book, "lumina", "nordwind", 1, [one], lot));
    expectOk(accept(book, "nordwind", 1, [one]));
    expect(answerOf(undo(book, event, [one], "nordwind"))).toBe("correction-invalid");
    expect(answerOf(undo(book, event, [one]))).toBe("accepted");
  });

  it("does not pass another body off as the event", () => {
    const book = released();
    const event = expectOk(pack(book, "lumina", carton, [one], lot));
    const fact = correctionOf(event, [carton], "x");
    const otherActor = { ...fact, corrected: { ...fact.corrected, actor: "nordwind" } } as typeof fact;
    expect(answerOf(book.say("nordwind", otherActor))).toBe("correction-invalid");
    expect(answerOf(book.say("lumina", { ...fact, corrects: hashText("another") }))).toBe("correction-invalid");
  });

  it("speaks only of what the event spoke of", () => {
    const book = released();
    const event = expectOk(pack(book, "lumina", carton, [one, two], lot));
    expectOk(pack(book, "lumina", containerSubject("lumina", makerSscc(2), 1), [three], lot));
    const fact = correctionOf(event, [one], "x");
    const [listed] = fact.listed ?? [];
    if (!listed) throw new Error("nothing listed");
    expect(answerOf(book.say("lumina", { ...fact, about: [three] }))).toBe("correction-invalid");
    const wrong = (change: object) => answerOf(book.say("lumina", { ...fact, ...change }));
    expect(wrong({ about: [three], listed: [{ ...listed, subject: three }] })).toBe("correction-invalid");
    expect(wrong({ listed: [{ ...listed, index: 1 - listed.index }] })).toBe("correction-invalid");
    const { listed: _, ...bare } = fact;
    expect(answerOf(book.say("lumina", bare))).toBe("correction-invalid");
    expect(() => correctionOf(event, [three], "x")).toThrow("does not speak of");
    expect(wrong({})).toBe("accepted");
  });

  it("is not corrected itself", () => {
    const book = released();
    const event = expectOk(pack(book, "lumina", carton, [one], lot));
    const said = expectOk(undo(book, event, [carton]));
    expect(() => correctionOf(said, [carton], "again")).toThrow("not corrected");
    const nested = book.draft("lumina", { ...correctionOf(event, [carton], "x"), corrected: said.body } as never);
    const signed = { ...nested, signatures: [{ certificate: "AA", signature: "A".repeat(86) }] };
    expect(parseEvent(eventBytes(signed))).toMatchObject({
      error: { detail: expect.stringContaining("itself a correction") },
    });
  });
});
