import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { describe, expect, it } from "vitest";
import {
  answerOf,
  type Book,
  foundedBook,
  LATER,
  lotOf,
  MUCH_LATER,
  NOW,
  seedOf,
} from "../../../../test/model/book.ts";
import { base64UrlOf } from "../../bytes/base64url.ts";
import { bytesOfHex, hexOf } from "../../bytes/hex.ts";
import { labelKeyIdOf } from "../../label/label-key.ts";
import { expectOk } from "../../result.ts";
import type { Subject } from "../event.ts";
import { keySubject } from "../subject.ts";

const START = "2026-01-01T00:00:00.000Z";
const publicKey = hexOf(ed25519.getPublicKey(seedOf("label key")));
const key = {
  kind: "label-key-declared",
  algorithm: "ed25519",
  publicKey,
  notBefore: START,
  notAfter: LATER,
  quota: 10,
} as const;
const subject = keySubject("lumina", labelKeyIdOf(key) ?? "");
const SPKI_P256 = expectOk(bytesOfHex("3059301306072a8648ce3d020106082a8648ce3d030107034200"));
const point = p256.getPublicKey(seedOf("p256"), false);
const spki = Uint8Array.from([...SPKI_P256, ...point]);

function declared(more: { readonly notBefore?: string } = {}): Book {
  const book = foundedBook();
  expectOk(book.say("lumina", { ...key, ...more }));
  return book;
}
const register = (book: Book, count: number, labelKey: Subject = subject, lotId = `L-${count}`, actor = "lumina") =>
  book.say(actor, { ...lotOf(count, lotId, actor).fact, labelKey });

describe("declaring a label key", () => {
  it("is a maker's, each key once, named by the hash of the key itself", () => {
    const book = declared();
    expect(book.states.get(subject)).toMatchObject({ is: "key", maker: "lumina", quota: 10, issued: 0 });
    expect(answerOf(book.say("lumina", key))).toBe("label-key-known");
    expect(answerOf(book.say("nordwind", key))).toBe("role-missing");
    const draft = book.draft("lumina", { ...key, publicKey: hexOf(ed25519.getPublicKey(seedOf("another"))) });
    const renamed = {
      ...draft,
      body: { ...draft.body, subjects: [{ subject: `${subject.slice(0, -2)}00`, previous: null }] },
    };
    expect(answerOf(book.take(renamed))).toBe("subjects-mismatch");
  });

  it("takes P-256 keys as SubjectPublicKeyInfo", () => {
    const es256 = { ...key, algorithm: "es256", publicKey: base64UrlOf(spki) } as const;
    expect(answerOf(foundedBook().say("lumina", es256))).toBe("accepted");
  });

  it.each([
    [
      "a point that is not on the curve",
      "es256",
      base64UrlOf(Uint8Array.from([...spki.slice(0, 90), (spki[90] ?? 0) ^ 1])),
    ],
    ["a P-256 key as an Ed25519 one", "ed25519", base64UrlOf(spki)],
    ["an Ed25519 key as a P-256 one", "es256", publicKey],
    ["an Ed25519 key of small order", "ed25519", `01${"00".repeat(31)}`],
    ["an Ed25519 key that is no point", "ed25519", `02${"00".repeat(31)}`],
  ] as const)("refuses %s", (_, algorithm, given) => {
    expect(answerOf(foundedBook().say("lumina", { ...key, algorithm, publicKey: given }))).toBe("label-key-invalid");
  });

  it.each([
    ["that is over", { notAfter: "2026-02-01T00:00:00.000Z" }],
    ["that ends before it begins", { notBefore: MUCH_LATER, notAfter: LATER }],
  ])("refuses a validity %s", (_, validity) => {
    expect(answerOf(foundedBook().say("lumina", { ...key, ...validity }))).toBe("label-key-invalid");
  });
});

describe("signing a lot with a label key", () => {
  it("counts its labels against the quota", () => {
    const book = declared();
    expect(answerOf(register(book, 6))).toBe("accepted");
    expect(book.states.get(subject)).toMatchObject({ issued: 6 });
    expect(book.states.get("lot/lumina/L-6")).toMatchObject({ labelKey: subject });
    expect(answerOf(register(book, 5))).toBe("quota-exceeded");
    expect(answerOf(register(book, 4))).toBe("accepted");
    expect(answerOf(register(book, 1))).toBe("quota-exceeded");
  });

  it("does not count a lot without a key, nor one that was refused", () => {
    const book = declared();
    expectOk(book.say("lumina", lotOf(6, "L-6").fact));
    expect(answerOf(register(book, 6))).toBe("already-registered");
    expect(book.states.get(subject)).toMatchObject({ issued: 0 });
  });

  it("takes a key of one's own only", () => {
    const book = declared();
    expect(answerOf(register(book, 1, keySubject("lumina", "0123456789abcdef")))).toBe("label-key-unknown");
    const nordwind = book.states.get("member/nordwind");
    if (nordwind?.is === "member") {
      const profile = { ...nordwind.profile, roles: ["maker" as const], vendorNames: ["LUMINA"] };
      book.states.set("member/nordwind", { ...nordwind, profile });
    }
    const product = {
      kind: "product-declared",
      partNumber: "LM-100G-LR4",
      revision: "A",
      vendorName: "LUMINA",
      formFactor: "QSFP28",
      media: "smf",
    } as const;
    expectOk(book.say("nordwind", product));
    expect(answerOf(register(book, 1, subject, "L-1", "nordwind"))).toBe("label-key-not-yours");
  });

  it("takes a key within its validity, by the ledger's time", () => {
    const book = declared({ notBefore: NOW });
    book.time = "2026-03-01T11:59:59.999Z";
    expect(answerOf(register(book, 1))).toBe("label-key-not-valid");
    book.time = NOW;
    expect(answerOf(register(book, 1))).toBe("accepted");
    book.time = MUCH_LATER;
    expect(answerOf(register(book, 2))).toBe("label-key-not-valid");
  });
});

describe("revoking a label key", () => {
  const revoke = (book: Book, actor = "lumina") =>
    answerOf(book.say(actor, { kind: "label-key-revoked", key: subject, reason: "stolen" }));

  it("counts from its place on: no new labels, and the old ones stay", () => {
    const book = declared();
    expectOk(register(book, 2));
    expect(revoke(book)).toBe("accepted");
    expect(book.states.get(subject)).toMatchObject({ issued: 2, revoked: { at: NOW, reason: "stolen" } });
    expect(answerOf(register(book, 3))).toBe("label-key-revoked");
    expect(book.states.get("lot/lumina/L-2")).toMatchObject({ labelKey: subject });
  });

  it("is its maker's, once", () => {
    const book = declared();
    expect(revoke(book, "nordwind")).toBe("label-key-not-yours");
    expect(revoke(foundedBook())).toBe("label-key-unknown");
    expect(revoke(book)).toBe("accepted");
    expect(revoke(book)).toBe("label-key-revoked");
  });
});
