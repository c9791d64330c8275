import { describe, expect, it } from "vitest";
import {
  accept,
  answerOf,
  type Book,
  birthsFor,
  foundedBook,
  hashText,
  lotOf,
  makerSscc,
  offer,
  pack,
  releasedBook,
} from "../../../../test/model/book.ts";
import { expectOk } from "../../result.ts";
import type { Hash, Subject, VoidReason } from "../event.ts";
import { containerSubject, labelIdOfSubject, labelSubject } from "../subject.ts";

const lot = lotOf(8, "L-1", "lumina", true);
const other = lotOf(2, "L-2", "lumina");
const [one = "", two = "", three = ""] = lot.modules;
const labelOf = (module: Subject) => labelSubject(labelIdOfSubject(module));
const fresh = hashText("fresh label");
const carton = containerSubject("lumina", makerSscc(1), 1);

const released = () => releasedBook(lot);
function replace(
  book: Book,
  module: Subject,
  label: Hash,
  next: Hash,
  actor = "lumina",
  reason: VoidReason = "damaged",
) {
  const replacement = { label: next, activation: hashText("key") };
  return book.say(
    actor,
    { kind: "label-replaced", module, label, replacement, reason },
    birthsFor(book, [module], lot),
  );
}
function voided(book: Book, labels: readonly Subject[], actor = "lumina", from = lot) {
  return book.say(
    actor,
    { kind: "labels-voided", reason: "misprint" },
    { contents: labels, ...birthsFor(book, labels, from) },
  );
}

describe("replacing a label", () => {
  it("makes the old one void and the new one current, with its own covered key", () => {
    const book = released();
    expect(answerOf(replace(book, one, labelIdOfSubject(one), fresh))).toBe("accepted");
    expect(book.states.get(one)).toMatchObject({ label: fresh, activation: hashText("key") });
    expect(book.states.get(labelOf(one))).toMatchObject({
      status: "void",
      reason: "damaged",
      replacedBy: fresh,
      module: one,
    });
    expect(book.states.get(labelSubject(fresh))).toMatchObject({ status: "current", module: one, lot: lot.subject });
  });

  it("goes on from label to label, never from an old one", () => {
    const book = released();
    const [second, third] = [hashText("second"), hashText("third")];
    expectOk(replace(book, one, labelIdOfSubject(one), second));
    expect(answerOf(replace(book, one, labelIdOfSubject(one), third))).toBe("label-not-current");
    expect(answerOf(replace(book, one, second, third))).toBe("accepted");
    expect(book.states.get(labelSubject(second))).toMatchObject({ status: "void", replacedBy: third });
  });

  it("is the maker's, whoever holds the goods, also deep in a carton", () => {
    const book = released();
    expectOk(pack(book, "lumina", carton, [one], lot));
    expectOk(offer(book, "lumina", "nordwind", 1, [carton, two], lot));
    expectOk(accept(book, "nordwind", 1, [carton, two]));
    expect(answerOf(replace(book, one, labelIdOfSubject(one), fresh, "nordwind"))).toBe("lot-not-yours");
    expect(answerOf(replace(book, one, labelIdOfSubject(one), fresh))).toBe("accepted");
    expect(answerOf(replace(book, two, labelIdOfSubject(two), hashText("x")))).toBe("accepted");
    expect(book.states.get(one)).toMatchObject({ custody: { at: "inside", container: carton } });
  });

  it("takes a label that nothing else has", () => {
    const book = released();
    const used = labelIdOfSubject(two);
    expect(answerOf(replace(book, one, labelIdOfSubject(one), labelIdOfSubject(one)))).toBe("label-known");
    expectOk(pack(book, "lumina", carton, [two], lot));
    expect(answerOf(replace(book, one, labelIdOfSubject(one), used))).toBe("label-known");
    expectOk(replace(book, one, labelIdOfSubject(one), fresh));
    expect(answerOf(replace(book, three, labelIdOfSubject(three), fresh))).toBe("label-known");
  });

  it("does not happen before the lot's release, nor to a module that was scrapped", () => {
    const early = foundedBook();
    expectOk(early.say("lumina", lot.fact));
    expect(answerOf(replace(early, one, labelIdOfSubject(one), fresh))).toBe("lot-not-released");
    const book = released();
    expectOk(
      book.say(
        "lumina",
        { kind: "scrapped", destroyed: false, reason: "x" },
        { contents: [one], ...birthsFor(book, [one], lot) },
      ),
    );
    expect(answerOf(replace(book, one, labelIdOfSubject(one), fresh))).toBe("scrapped");
  });
});

describe("voiding labels", () => {
  it("takes them out of use, also before release, and touches no module", () => {
    const book = foundedBook();
    expectOk(book.say("lumina", lot.fact));
    expect(answerOf(voided(book, [labelOf(one), labelOf(two)]))).toBe("accepted");
    expect(book.states.get(labelOf(one))).toMatchObject({
      status: "void",
      reason: "misprint",
      module: one,
      lot: lot.subject,
    });
    expect(book.states.has(one)).toBe(false);
    expect(answerOf(voided(book, [labelOf(one)]))).toBe("label-void");
  });

  it("is the maker's alone", () => {
    expect(answerOf(voided(released(), [labelOf(one)], "nordwind"))).toBe("lot-not-yours");
  });

  it("needs the birth of a label without an event, and no other", () => {
    const book = released();
    const say = (births: ReturnType<typeof lot.birthOf>[]) =>
      answerOf(book.say("lumina", { kind: "labels-voided", reason: "lost" }, { contents: [labelOf(one)], births }));
    expect(say([])).toBe("birth-missing");
    expect(say([lot.birthOf(two)])).toBe("birth-invalid");
    expect(say([{ ...lot.birthOf(one), lot: other.subject }])).toBe("lot-unknown");
    expect(say([{ ...lot.birthOf(one), index: 5 }])).toBe("birth-invalid");
    expect(say([lot.birthOf(one)])).toBe("accepted");
  });

  it("reaches replacements too, by their own name and without a birth", () => {
    const book = released();
    expectOk(replace(book, one, labelIdOfSubject(one), fresh));
    expect(answerOf(voided(book, [labelSubject(fresh)]))).toBe("accepted");
    expect(book.states.get(labelSubject(fresh))).toMatchObject({ status: "void", reason: "misprint", module: one });
  });

  it("leaves a way out: a voided label that still is the module's can be replaced, and keeps its reason", () => {
    const book = released();
    expectOk(voided(book, [labelOf(one)]));
    expect(answerOf(replace(book, one, labelIdOfSubject(one), fresh))).toBe("accepted");
    expect(book.states.get(labelOf(one))).toMatchObject({ status: "void", reason: "misprint", replacedBy: fresh });
  });

  it("does not list modules", () => {
    const book = released();
    expect(
      answerOf(
        book.say("lumina", { kind: "labels-voided", reason: "lost" }, { contents: [one], births: [lot.birthOf(one)] }),
      ),
    ).toBe("thing-unknown");
  });
});
