import { describe, expect, it } from "vitest";
import {
  answerOf,
  type Book,
  foundedBook,
  lotOf,
  offer,
  profileOf,
  release,
  signer,
} from "../../../../test/model/book.ts";
import { expectOk } from "../../result.ts";
import type { MemberId } from "../event.ts";

const suspend = (book: Book, member: MemberId, approvers: readonly MemberId[], actor = approvers[0] ?? "") =>
  book.say(
    actor,
    { kind: "member-suspended", member, reason: "stolen keys", approvers },
    { signers: [...new Set([actor, ...approvers])].map((one) => signer(one)) },
  );
const signersOf = (...members: MemberId[]) => members.map((member) => signer(member));

describe("suspending a member", () => {
  it("takes more than half of all active members", () => {
    const book = foundedBook();
    expect(answerOf(suspend(book, "arcus", ["lumina", "nordwind"]))).toBe("accepted");
    expect(book.states.get("member/arcus")).toMatchObject({ active: false });
    expect(Object.values(book.states.get(`network/${"00112233445566778899aabbccddeeff"}`) ?? {})).toContainEqual([
      "lumina",
      "nordwind",
    ]);
  });

  it("does not count the suspended one, neither as a vote nor as nobody", () => {
    const book = foundedBook();
    expect(answerOf(suspend(book, "arcus", ["arcus", "lumina"]))).toBe("majority-missing");
    expect(answerOf(suspend(book, "arcus", ["lumina"]))).toBe("majority-missing");
    expectOk(suspend(book, "arcus", ["lumina", "nordwind"]));
    // Of two members neither throws the other out.
    expect(answerOf(suspend(book, "nordwind", ["lumina"]))).toBe("majority-missing");
  });

  it("needs the signature of each approver", () => {
    const fact = { kind: "member-suspended", member: "arcus", reason: "x", approvers: ["lumina", "nordwind"] } as const;
    expect(answerOf(foundedBook().say("lumina", fact, { signers: signersOf("lumina") }))).toBe("signature-missing");
  });

  it("happens once, and to nobody unknown", () => {
    const book = foundedBook();
    expect(answerOf(suspend(book, "mallory", ["lumina", "nordwind"]))).toBe("member-unknown");
    expectOk(suspend(book, "arcus", ["lumina", "nordwind"]));
    expect(answerOf(suspend(book, "arcus", ["lumina", "nordwind"]))).toBe("member-not-active");
  });

  it("ends what the member may write, receive and decide", () => {
    const book = foundedBook();
    const lot = lotOf(2);
    release(book, lot);
    expectOk(suspend(book, "nordwind", ["arcus", "lumina"]));
    const own = { kind: "member-changed", member: "nordwind", set: { name: "New" } } as const;
    expect(answerOf(book.say("nordwind", own))).toBe("member-not-active");
    expect(answerOf(offer(book, "lumina", "nordwind", 1, lot.modules, lot))).toBe("receiver-unknown");
    const admit = { kind: "member-admitted", admitted: profileOf("new"), approvers: ["lumina", "nordwind"] } as const;
    expect(answerOf(book.say("lumina", admit, { signers: signersOf("lumina", "nordwind") }))).toBe("member-unknown");
  });

  it("is undone by another admission, not by the member itself", () => {
    const book = foundedBook();
    expectOk(suspend(book, "nordwind", ["arcus", "lumina"]));
    const approvers = ["arcus", "lumina"];
    const back = { kind: "member-admitted", admitted: profileOf("nordwind"), approvers } as const;
    expect(answerOf(book.say("nordwind", back, { signers: signersOf("nordwind", ...approvers) }))).toBe(
      "member-not-active",
    );
    expect(answerOf(book.say("lumina", back, { signers: signersOf(...approvers) }))).toBe("accepted");
    expect(answerOf(book.say("lumina", back, { signers: signersOf(...approvers) }))).toBe("already-admitted");
    expect(answerOf(book.say("nordwind", { kind: "member-changed", member: "nordwind", set: { name: "N" } }))).toBe(
      "accepted",
    );
  });
});
