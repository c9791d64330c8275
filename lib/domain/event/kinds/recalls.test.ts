import { describe, expect, it } from "vitest";
import {
  accept,
  answerOf,
  type Book,
  birthsFor,
  foundedBook,
  lotOf,
  makerSscc,
  offer,
  pack,
  releasedBook,
  signer,
  transferId,
} from "../../../../test/model/book.ts";
import { expectOk } from "../../result.ts";
import type { LeafRange, MemberId, Subject } from "../event.ts";
import { containerSubject } from "../subject.ts";

const lot = lotOf(10);
const [zero = "", one = "", two = "", three = ""] = lot.modules;
const carton = containerSubject("lumina", makerSscc(1), 1);

const released = () => releasedBook(lot);
function recall(book: Book, target: Subject, leaves?: readonly LeafRange[], number = 1, actor = "lumina") {
  const fact = {
    kind: "recalled",
    recall: transferId(number),
    target,
    reason: "laser ages",
    ...(leaves && { leaves }),
  } as const;
  return book.say(actor, fact, birthsFor(book, [target], lot));
}
function lift(
  book: Book,
  target: Subject,
  number = 1,
  approver: MemberId = "nordwind",
  signing: readonly MemberId[] = ["lumina", approver],
) {
  const fact = { kind: "recall-lifted", recall: transferId(number), target, approver, reason: "checked" } as const;
  return book.say("lumina", fact, { signers: signing.map((member) => signer(member)) });
}
const sell = (book: Book, module: Subject) =>
  answerOf(book.say("lumina", { kind: "sold" }, { contents: [module], ...birthsFor(book, [module], lot) }));

describe("recalling a lot", () => {
  it("stops the modules in the named places where they are born, and no others", () => {
    const book = released();
    expect(answerOf(recall(book, lot.subject, [[1, 3]]))).toBe("accepted");
    expect([zero, one, two, three].map((module) => sell(book, module))).toEqual([
      "accepted",
      "recalled",
      "recalled",
      "accepted",
    ]);
  });

  it("stops all of it without places: no packing, no offer", () => {
    const book = released();
    expectOk(recall(book, lot.subject));
    expect(answerOf(pack(book, "lumina", carton, [one], lot))).toBe("recalled");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, [one], lot))).toBe("recalled");
  });

  it("writes nothing on modules that are on their way", () => {
    const book = released();
    expectOk(offer(book, "lumina", "nordwind", 1, [one], lot));
    expectOk(recall(book, lot.subject));
    expect(answerOf(accept(book, "nordwind", 1, [one]))).toBe("accepted");
    expect(book.states.get(one)).not.toHaveProperty("recalls");
  });

  it("is its maker's, also before release, not after it was withdrawn", () => {
    const book = foundedBook();
    expect(answerOf(recall(book, lot.subject))).toBe("lot-unknown");
    expectOk(book.say("lumina", lot.fact));
    expect(answerOf(recall(book, lot.subject, undefined, 1, "nordwind"))).toBe("lot-not-yours");
    expect(answerOf(recall(book, lot.subject))).toBe("accepted");
    const gone = foundedBook();
    expectOk(gone.say("lumina", lot.fact));
    expectOk(gone.say("lumina", { kind: "lot-withdrawn", lot: lot.subject, reason: "wrong" }));
    expect(answerOf(recall(gone, lot.subject))).toBe("lot-withdrawn");
  });

  it("may happen again under another id, within the lot's places", () => {
    const book = released();
    expectOk(recall(book, lot.subject, [[0, 1]]));
    expect(answerOf(recall(book, lot.subject, [[5, 6]]))).toBe("recall-known");
    expect(answerOf(recall(book, lot.subject, [[5, 11]], 2))).toBe("recall-invalid");
    expect(answerOf(recall(book, lot.subject, [[5, 10]], 2))).toBe("accepted");
  });

  it("has room for a few dozen open recalls", () => {
    const book = released();
    for (let number = 1; number <= 32; number++) expectOk(recall(book, lot.subject, [[0, 1]], number));
    expect(answerOf(recall(book, lot.subject, [[0, 1]], 33))).toBe("recall-invalid");
    expectOk(lift(book, lot.subject, 7));
    expect(answerOf(recall(book, lot.subject, [[0, 1]], 33))).toBe("accepted");
  });
});

describe("recalling a module", () => {
  it("stops it wherever it is, also what left the maker long ago", () => {
    const book = released();
    expectOk(offer(book, "lumina", "nordwind", 1, [one], lot));
    expectOk(accept(book, "nordwind", 1, [one]));
    expect(answerOf(recall(book, one))).toBe("accepted");
    expect(answerOf(offer(book, "nordwind", "arcus", 2, [one]))).toBe("recalled");
    expect(answerOf(book.say("nordwind", { kind: "sold" }, { contents: [one] }))).toBe("recalled");
  });

  it("is its maker's, has no places, and waits for the lot's release", () => {
    const book = released();
    expect(answerOf(recall(book, one, undefined, 1, "nordwind"))).toBe("lot-not-yours");
    expect(answerOf(recall(book, one, [[1, 2]]))).toBe("recall-invalid");
    const early = foundedBook();
    expectOk(early.say("lumina", lot.fact));
    expect(answerOf(recall(early, one))).toBe("lot-not-released");
  });
});

describe("lifting a recall", () => {
  it("takes the maker and another active member", () => {
    const book = released();
    expectOk(recall(book, lot.subject));
    expect(answerOf(lift(book, lot.subject, 1, "lumina"))).toBe("approver-not-other");
    expect(answerOf(lift(book, lot.subject, 1, "nordwind", ["lumina"]))).toBe("signature-missing");
    expect(answerOf(lift(book, lot.subject, 1, "mallory"))).toBe("member-unknown");
    expect(answerOf(lift(book, lot.subject))).toBe("accepted");
    expect(book.states.get(lot.subject)).not.toHaveProperty("recalls");
    expect(sell(book, one)).toBe("accepted");
  });

  it("ends the recall that it names, and no other", () => {
    const book = released();
    expectOk(recall(book, lot.subject, [[1, 2]], 1));
    expectOk(recall(book, lot.subject, [[1, 3]], 2));
    expect(answerOf(lift(book, lot.subject, 3))).toBe("recall-unknown");
    expectOk(lift(book, lot.subject, 1));
    expect(sell(book, one)).toBe("recalled");
    expect(answerOf(lift(book, lot.subject, 1))).toBe("recall-unknown");
  });

  it("of a module leaves its lot's recalls alone", () => {
    const book = released();
    expectOk(recall(book, one));
    expectOk(recall(book, lot.subject, undefined, 2));
    expect(answerOf(lift(book, one, 2))).toBe("recall-unknown");
    expect(answerOf(lift(book, one, 1))).toBe("accepted");
    expect(book.states.get(one)).not.toHaveProperty("recalls");
  });

  it("is the maker's", () => {
    const book = released();
    expectOk(recall(book, lot.subject));
    const fact = {
      kind: "recall-lifted",
      recall: transferId(1),
      target: lot.subject,
      approver: "lumina",
      reason: "x",
    } as const;
    expect(answerOf(book.say("nordwind", fact, { signers: [signer("lumina"), signer("nordwind")] }))).toBe(
      "lot-not-yours",
    );
  });
});
