import { describe, expect, it } from "vitest";
import {
  answerOf,
  Book,
  foundedBook,
  MAKER,
  NETWORK,
  NOW,
  OPERATOR,
  profileOf,
  signer,
  TRADER,
} from "../../../../test/model/book.ts";
import { base64UrlOf } from "../../bytes/base64url.ts";
import { expectOk } from "../../result.ts";
import { apply } from "../apply.ts";
import type { MemberChanges, MemberId } from "../event.ts";
import type { Signer } from "../state.ts";

const member = (book: Book, id: MemberId) => {
  const state = book.states.get(`member/${id}`);
  return state?.is === "member" ? state : undefined;
};
const signersOf = (...members: MemberId[]) => members.map((id) => signer(id));

describe("founding a network", () => {
  const fact = { kind: "network-founded", name: "Test network", founder: MAKER } as const;

  it("makes the founder the first member", () => {
    const book = new Book();
    expect(answerOf(book.say("lumina", fact))).toBe("accepted");
    expect(book.states.get(`network/${NETWORK}`)).toMatchObject({ name: "Test network", members: ["lumina"] });
    expect(member(book, "lumina")).toMatchObject({ active: true, profile: MAKER });
  });

  it("happens once, and nobody founds for somebody else", () => {
    expect(answerOf(new Book().say("nordwind", fact))).toBe("settings-not-own");
    const book = foundedBook();
    expect(answerOf(book.say("lumina", fact, { heads: new Map() }))).toBe("stale-subject");
    expect(answerOf(book.say("lumina", fact))).toBe("already-founded");
  });

  it("does not happen in a ledger that keeps another network", () => {
    const event = new Book().draft("lumina", fact);
    const tx = { time: NOW, signers: signersOf("lumina"), network: "ff".repeat(16) };
    expect(answerOf(apply(new Map(), event, tx))).toBe("already-founded");
  });

  it("needs a root under which the founder can sign", () => {
    const founder = { ...MAKER, roots: [base64UrlOf(Uint8Array.of(1))] };
    expect(answerOf(new Book().say("lumina", { ...fact, founder }))).toBe("certificate-invalid");
  });
});

describe("admitting a member", () => {
  const admit = (approvers: MemberId[], signers: readonly Signer[], id = "newcomer") => {
    const book = foundedBook();
    return {
      book,
      answer: book.say("nordwind", { kind: "member-admitted", admitted: profileOf(id), approvers }, { signers }),
    };
  };

  it("takes a majority of the active members", () => {
    const { book, answer } = admit(["nordwind", "arcus"], signersOf("nordwind", "arcus"));
    expect(answerOf(answer)).toBe("accepted");
    expect(book.states.get(`network/${NETWORK}`)).toMatchObject({
      members: ["arcus", "lumina", "newcomer", "nordwind"],
    });
    expect(answerOf(book.say("newcomer", { kind: "member-changed", member: "newcomer", set: { name: "New" } }))).toBe(
      "accepted",
    );
  });

  it("takes more than half: one of three is too few, two of four too", () => {
    expect(answerOf(admit(["nordwind"], signersOf("nordwind")).answer)).toBe("majority-missing");
    const { book } = admit(["nordwind", "arcus"], signersOf("nordwind", "arcus"));
    const fact = { kind: "member-admitted", admitted: profileOf("fifth"), approvers: ["arcus", "nordwind"] } as const;
    expect(answerOf(book.say("nordwind", fact, { signers: signersOf("nordwind", "arcus") }))).toBe("majority-missing");
  });

  it("counts signatures, not names", () => {
    expect(answerOf(admit(["arcus", "nordwind"], signersOf("nordwind")).answer)).toBe("signature-missing");
    const twice = [signer("nordwind", "1"), signer("nordwind", "2")];
    expect(answerOf(admit(["nordwind"], twice).answer)).toBe("majority-missing");
  });

  it("does not count strangers, nor the newcomer itself", () => {
    expect(answerOf(admit(["mallory", "nordwind"], signersOf("mallory", "nordwind")).answer)).toBe("member-unknown");
    expect(answerOf(admit(["newcomer", "nordwind"], signersOf("newcomer", "nordwind")).answer)).toBe("member-unknown");
  });

  it("happens once for each id", () => {
    expect(answerOf(admit(["arcus", "nordwind"], signersOf("arcus", "nordwind"), "lumina").answer)).toBe(
      "already-admitted",
    );
  });
});

describe("changing a member", () => {
  const change = (
    actor: MemberId,
    set: MemberChanges,
    {
      approvers,
      signers,
      book = foundedBook(),
      id = "nordwind",
    }: { approvers?: MemberId[]; signers?: Signer[]; book?: Book; id?: MemberId } = {},
  ) =>
    answerOf(
      book.say(
        actor,
        { kind: "member-changed", member: id, set, ...(approvers && { approvers }) },
        signers ? { signers } : {},
      ),
    );

  it("is the member's own business for its own settings", () => {
    const book = foundedBook();
    const set = { name: "Nordwind AB", baseUrl: "https://nordwind.example", contact: "help@nordwind.example" };
    expect(change("nordwind", set, { book })).toBe("accepted");
    expect(member(book, "nordwind")?.profile).toEqual({ ...TRADER, ...set });
    expect(change("lumina", set)).toBe("settings-not-own");
    const approvers = ["arcus", "lumina"];
    expect(change("lumina", set, { approvers, signers: signersOf(...approvers) })).toBe("settings-not-own");
  });

  it("takes a majority for everything else, roots too", () => {
    const approvers = ["arcus", "lumina"];
    for (const set of [
      { roots: OPERATOR.roots },
      { vendorNames: ["NORDWIND"] },
      { gs1Prefixes: ["7350054"] },
    ] as const) {
      expect(change("nordwind", set)).toBe("majority-missing");
      expect(change("lumina", set, { approvers, signers: signersOf(...approvers) })).toBe("accepted");
    }
  });

  it("does not let approvers be named who did not sign", () => {
    expect(change("nordwind", { name: "N" }, { approvers: ["arcus", "lumina"] })).toBe("signature-missing");
  });

  it("raises the number of release approvers with one signature and lowers it with two approvers", () => {
    const book = foundedBook();
    const change1 = (releaseApprovers: 1 | 2, ...signers: Signer[]) =>
      change("lumina", { releaseApprovers }, { book, id: "lumina", signers });
    expect(change1(2, signer("lumina"))).toBe("accepted");
    const approver = (certificate: string) => signer("lumina", certificate, "release-approver");
    expect(change1(1, signer("lumina"))).toBe("approvers-missing");
    expect(change1(1, approver("2"))).toBe("approvers-missing");
    expect(change1(1, approver("2"), approver("2"))).toBe("approvers-missing");
    expect(change1(1, approver("2"), signer("lumina", "3"))).toBe("approvers-missing");
    expect(change1(1, approver("2"), { ...approver("3"), key: approver("2").key })).toBe("approvers-missing");
    expect(change1(1, approver("2"), { ...approver("3"), name: approver("2").name })).toBe("approvers-missing");
    expect(change1(1, approver("2"), approver("3"))).toBe("accepted");
    expect(member(book, "lumina")?.profile.releaseApprovers).toBe(1);
  });

  it("does not concern members that nobody admitted", () => {
    expect(change("nordwind", { name: "X" }, { id: "ghost" })).toBe("member-unknown");
    const approvers = ["arcus", "lumina"];
    const set = { mspId: "Ghost" };
    expect(change("lumina", set, { id: "ghost", approvers, signers: signersOf(...approvers) })).toBe("member-unknown");
  });

  it("never leaves a member without a root that can issue", () => {
    const approvers = ["arcus", "lumina"];
    const set = { roots: [base64UrlOf(Uint8Array.of(1, 2))] };
    expect(change("lumina", set, { approvers, signers: signersOf(...approvers) })).toBe("certificate-invalid");
  });
});

describe("who may act at all", () => {
  it("an active member that signed itself", () => {
    const book = foundedBook();
    const fact = { kind: "member-changed", member: "nordwind", set: { name: "N" } } as const;
    expect(answerOf(book.say("nordwind", fact, { signers: [] }))).toBe("signature-missing");
    expect(answerOf(book.say("nordwind", fact, { signers: signersOf("lumina") }))).toBe("signature-missing");
    expect(answerOf(book.say("mallory", fact))).toBe("member-unknown");
    const state = member(book, "nordwind");
    if (!state) throw new Error("no member");
    book.states.set("member/nordwind", { ...state, active: false });
    expect(answerOf(book.say("nordwind", fact))).toBe("member-not-active");
    book.states.set("member/nordwind", state);
    expect(expectOk(book.say("nordwind", fact)).body.actor).toBe("nordwind");
  });
});
