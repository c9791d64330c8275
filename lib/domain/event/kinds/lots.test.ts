import { describe, expect, it } from "vitest";
import { answerOf, type Book, foundedBook, lotOf, PRODUCT, release, signer } from "../../../../test/model/book.ts";
import type { Fact } from "../rule.ts";
import type { Signer } from "../state.ts";

const approver = (certificate: string) => signer("lumina", certificate, "release-approver");

describe("declaring a product", () => {
  const declare = (actor: string, more: Partial<typeof PRODUCT> | Record<string, string>, book = foundedBook()) =>
    answerOf(book.say(actor, { ...PRODUCT, revision: "B", ...more } as Fact));

  it("is a maker's, under its own vendor names", () => {
    expect(declare("lumina", {})).toBe("accepted");
    expect(declare("lumina", { revision: "" })).toBe("accepted");
    expect(declare("lumina", { vendorName: "CISCO" })).toBe("vendor-name-not-yours");
    expect(declare("lumina", { vendorName: "Lumina" })).toBe("vendor-name-not-yours");
    expect(declare("nordwind", {})).toBe("role-missing");
  });

  it("happens once for each revision", () => {
    expect(declare("lumina", { revision: "A" })).toBe("already-declared");
  });

  it("takes GTINs under the maker's own GS1 prefix only", () => {
    expect(declare("lumina", { gtin: "04012345000009" })).toBe("accepted");
    expect(declare("lumina", { gtin: "14012345000006" })).toBe("accepted");
    expect(declare("lumina", { gtin: "04012345000008" })).toBe("malformed");
    expect(declare("lumina", { gtin: "07350053000001" })).toBe("gtin-not-yours");
  });
});

describe("registering a lot", () => {
  const lot = lotOf(5);

  it("is the maker's that declared the product", () => {
    const book = foundedBook();
    expect(answerOf(book.say("lumina", lot.fact))).toBe("accepted");
    expect(book.states.get(lot.subject)).toMatchObject({ maker: "lumina", count: 5, status: "registered" });
  });

  it("happens once, and never again after it was withdrawn", () => {
    const book = foundedBook();
    book.say("lumina", lot.fact);
    expect(answerOf(book.say("lumina", lot.fact))).toBe("already-registered");
    expect(answerOf(book.say("lumina", { kind: "lot-withdrawn", lot: lot.subject, reason: "wrong file" }))).toBe(
      "accepted",
    );
    expect(answerOf(book.say("lumina", lot.fact))).toBe("already-registered");
  });

  it("does not use a product that is unknown or another maker's", () => {
    const book = foundedBook();
    expect(answerOf(book.say("lumina", { ...lot.fact, product: "product/lumina/OTHER/A" }))).toBe("product-unknown");
    const nordwind = book.states.get("member/nordwind");
    if (nordwind?.is === "member")
      book.states.set("member/nordwind", { ...nordwind, profile: { ...nordwind.profile, roles: ["maker"] } });
    expect(answerOf(book.say("nordwind", lot.fact))).toBe("product-unknown");
    expect(answerOf(book.say("arcus", lot.fact))).toBe("role-missing");
  });
});

describe("withdrawing a lot", () => {
  const lot = lotOf(5);
  const withdraw = (book: Book, actor = "lumina") =>
    answerOf(book.say(actor, { kind: "lot-withdrawn", lot: lot.subject, reason: "wrong file" }));

  it("is the maker's, before release only", () => {
    const book = foundedBook();
    expect(withdraw(book)).toBe("lot-unknown");
    book.say("lumina", lot.fact);
    expect(withdraw(book, "nordwind")).toBe("lot-not-yours");
    expect(withdraw(book)).toBe("accepted");
    expect(withdraw(book)).toBe("lot-not-registered");
    const released = foundedBook();
    release(released, lot);
    expect(withdraw(released)).toBe("lot-not-registered");
  });
});

describe("releasing a lot", () => {
  const lot = lotOf(5);
  const registered = (releaseApprovers: 1 | 2 = 1) => {
    const book = foundedBook();
    book.say("lumina", lot.fact);
    if (releaseApprovers === 2)
      book.say("lumina", { kind: "member-changed", member: "lumina", set: { releaseApprovers } });
    return book;
  };
  const releaseBy = (book: Book, signers: Signer[], actor = "lumina") =>
    answerOf(book.say(actor, { kind: "lot-released", lot: lot.subject }, { signers }));

  it("takes one certificate with the role, while the maker is set to one", () => {
    expect(releaseBy(registered(), [signer("lumina")])).toBe("approvers-missing");
    expect(releaseBy(registered(), [signer("lumina", "1", "release-approver-2")])).toBe("approvers-missing");
    expect(releaseBy(registered(), [approver("1")])).toBe("accepted");
  });

  it("takes two people with the role, where the maker is set to two: two keys, and two names", () => {
    expect(releaseBy(registered(2), [approver("1")])).toBe("approvers-missing");
    expect(releaseBy(registered(2), [approver("1"), approver("1")])).toBe("approvers-missing");
    expect(releaseBy(registered(2), [approver("1"), signer("lumina", "2")])).toBe("approvers-missing");
    const sameName = { ...approver("2"), name: approver("1").name };
    const sameKey = { ...approver("2"), key: approver("1").key };
    expect(releaseBy(registered(2), [approver("1"), sameName])).toBe("approvers-missing");
    expect(releaseBy(registered(2), [approver("1"), sameKey])).toBe("approvers-missing");
    expect(releaseBy(registered(2), [approver("1"), approver("2")])).toBe("accepted");
  });

  it("does not count approvers of another member", () => {
    const foreign = signer("nordwind", "9", "release-approver");
    expect(releaseBy(registered(), [signer("lumina"), foreign])).toBe("approvers-missing");
    expect(releaseBy(registered(), [foreign], "nordwind")).toBe("lot-not-yours");
  });

  it("happens once", () => {
    const book = registered();
    expect(releaseBy(book, [approver("1")])).toBe("accepted");
    expect(releaseBy(book, [approver("1")])).toBe("lot-not-registered");
    expect(releaseBy(foundedBook(), [approver("1")])).toBe("lot-unknown");
  });
});
