import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import {
  answerOf,
  type Book,
  birthsFor,
  foundedBook,
  hashText,
  LATER,
  lotOf,
  NETWORK,
  NOW,
  offer,
  release,
  releasedBook,
  seedOf,
} from "../../../../test/model/book.ts";
import { hexOf } from "../../bytes/hex.ts";
import { expectOk } from "../../result.ts";
import { signClaim } from "../claim.ts";
import type { Claim, SignedClaim, Subject } from "../event.ts";
import { labelIdOfSubject } from "../subject.ts";

const lot = lotOf(4, "L-1", "lumina", true);
const bare = lotOf(2, "L-2");
const [one = "", two = ""] = lot.modules;
const buyer = (name: string) => hexOf(ed25519.getPublicKey(seedOf(name)));

function claimOf(module: Subject, more: Partial<Claim> = {}): Claim {
  const checkpoint = { root: hashText("root"), size: 7 };
  return { v: 1, network: NETWORK, module, buyerKey: buyer("alice"), checkpoint, nonce: "ab".repeat(16), ...more };
}
const signedBy = (claim: Claim, secret: Subject = claim.module, who = "alice") =>
  signClaim(claim, seedOf(secret), seedOf(who));

function released(): Book {
  const book = releasedBook(lot);
  release(book, bare);
  return book;
}
function activate(book: Book, claim: SignedClaim, actor = "arcus", region?: string) {
  const module = claim.claim.module;
  const from = lot.modules.includes(module) ? lot : bare;
  const fact = { kind: "activated", ...claim, ...(region !== undefined && { region }) } as const;
  return book.say(actor, fact, birthsFor(book, [module], from));
}

describe("activating", () => {
  it("belongs to whoever uncovered the secret, whichever member carries the claim", () => {
    const book = released();
    expect(answerOf(activate(book, signedBy(claimOf(one)), "nordwind", "DE"))).toBe("accepted");
    expect(book.states.get(one)).toMatchObject({
      activated: { buyerKey: buyer("alice"), at: NOW, region: "DE" },
      custody: { at: "holder", holder: "lumina" },
    });
    expect(answerOf(activate(book, signedBy(claimOf(two)), "lumina"))).toBe("accepted");
    expect(book.states.get(two)).not.toHaveProperty("activated.region");
  });

  it("happens once: the first position wins, for the same buyer and for another", () => {
    const book = released();
    expectOk(activate(book, signedBy(claimOf(one))));
    book.time = LATER;
    expect(answerOf(activate(book, signedBy(claimOf(one))))).toBe("already-activated");
    const second = claimOf(one, { buyerKey: buyer("bob") });
    expect(answerOf(activate(book, signedBy(second, one, "bob")))).toBe("already-activated");
    expect(book.states.get(one)).toMatchObject({ activated: { buyerKey: buyer("alice"), at: NOW } });
  });

  it("does not wait for an open offer, and moves nothing", () => {
    const book = released();
    expectOk(offer(book, "lumina", "nordwind", 1, [one], lot));
    expect(answerOf(activate(book, signedBy(claimOf(one))))).toBe("accepted");
    expect(book.states.get(one)).toMatchObject({ offer: expect.any(String) });
  });

  it.each([
    ["another secret's signature", signedBy(claimOf(one), two)],
    ["another buyer's signature", signedBy(claimOf(one), one, "bob")],
    [
      "a claim that was changed afterwards",
      { ...signedBy(claimOf(one)), claim: claimOf(one, { nonce: "cd".repeat(16) }) },
    ],
    ["a claim of another network", signedBy(claimOf(one, { network: "ff".repeat(16) }))],
    ["a buyer's key of small order", signedBy(claimOf(one, { buyerKey: `01${"00".repeat(31)}` }))],
  ])("refuses %s", (_, claim) => {
    expect(answerOf(activate(released(), claim))).toBe("claim-invalid");
  });

  it("refuses what has no covered secret, what was scrapped, and what its lot does not know", () => {
    const book = released();
    expect(answerOf(activate(book, signedBy(claimOf(bare.modules[0] ?? ""))))).toBe("not-activatable");
    const scrap = { kind: "scrapped", destroyed: false, reason: "x" } as const;
    expectOk(book.say("lumina", scrap, { contents: [one], ...birthsFor(book, [one], lot) }));
    expect(answerOf(activate(book, signedBy(claimOf(one))))).toBe("scrapped");
    expect(answerOf(activate(book, signedBy(claimOf(`module/${hashText("nobody's")}`))))).toBe("birth-missing");
  });

  it("waits for the release of the lot", () => {
    const book = foundedBook();
    expectOk(book.say("lumina", lot.fact));
    expect(answerOf(activate(book, signedBy(claimOf(one))))).toBe("lot-not-released");
  });

  it("goes by the current label's secret after a replacement, and survives one", () => {
    const book = released();
    const renewed = hexOf(ed25519.getPublicKey(seedOf("renewed")));
    const replacement = (label: string) => ({ label: hashText(label), activation: renewed });
    const fact = { kind: "label-replaced", reason: "lost" } as const;
    expectOk(
      book.say(
        "lumina",
        { ...fact, module: one, label: labelIdOfSubject(one), replacement: replacement("second") },
        birthsFor(book, [one], lot),
      ),
    );
    expect(answerOf(activate(book, signedBy(claimOf(one))))).toBe("claim-invalid");
    expect(answerOf(activate(book, signedBy(claimOf(one), "renewed")))).toBe("accepted");
    expectOk(
      book.say("lumina", { ...fact, module: one, label: hashText("second"), replacement: replacement("third") }),
    );
    expect(answerOf(activate(book, signedBy(claimOf(one, { buyerKey: buyer("bob") }), "renewed", "bob")))).toBe(
      "already-activated",
    );
  });
});
