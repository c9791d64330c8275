import { p256 } from "@noble/curves/nist.js";
import { describe, expect, it } from "vitest";
import { answerOf, foundedBook, lotOf, NOW, profileOf, signer } from "../../../test/model/book.ts";
import {
  der,
  extension,
  keyOf,
  type Person,
  personDer,
  rootDer,
  signatureOf,
  type Variation,
} from "../../../test/vectors/certificates.ts";
import { base64UrlOf, bytesOfBase64Url } from "../bytes/base64url.ts";
import { expectOk } from "../result.ts";
import { apply } from "./apply.ts";
import { parseCertificate } from "./certificate.ts";
import type { EventSignature, LedgerEvent } from "./event.ts";
import { eventMessage } from "./event-bytes.ts";
import { signatureOver, sortSignatures } from "./sign-event.ts";
import { signedMessage } from "./signed-message.ts";
import { authoritiesOfMember, signatoryOf, signersOf, verifySignatures } from "./verify-signatures.ts";

const book = foundedBook();
const writer: Person = { member: "lumina", name: "writer" };
const releasers: Person[] = ["release-1", "release-2"].map((name) => ({
  member: "lumina",
  name,
  roles: ["release-approver"],
}));
const stranger: Person = { member: "mallory", name: "writer" };
/** Extended key usage: TLS servers only (RFC 5280 section 4.2.1.12). */
const SERVER_AUTHENTICATION = der(0x30, der(0x06, Uint8Array.from([0x2b, 6, 1, 5, 5, 7, 3, 1])));

const draft = book.draft("lumina", {
  kind: "member-changed",
  member: "lumina",
  set: { contact: "help@lumina.example" },
});
const withSignatures = (...signatures: EventSignature[]): LedgerEvent => ({
  ...draft,
  signatures: sortSignatures(signatures),
});
const signedBy = (person: Person, variation?: Variation) => withSignatures(signatureOf(draft.body, person, variation));
const check = (event: LedgerEvent, time = NOW) => verifySignatures(event, book.states, { time });
const signatory = (person: Person) => signatoryOf(person.member, expectOk(parseCertificate(personDer(person))));

/** The signature of the writer, its bytes changed. */
function tampered(change: (bytes: Uint8Array) => Uint8Array): LedgerEvent {
  const right = signatureOf(draft.body, writer);
  const bytes = expectOk(bytesOfBase64Url(right.signature));
  return withSignatures({ ...right, signature: base64UrlOf(change(bytes)) });
}

const half = (name: "r" | "s", value: bigint) => (bytes: Uint8Array) => {
  const { r, s } = p256.Signature.fromBytes(bytes, "compact");
  const halves = { r, s, [name]: value };
  return Uint8Array.from(
    [halves.r, halves.s].flatMap((n) => [...Buffer.from(n.toString(16).padStart(64, "0"), "hex")]),
  );
};

describe("signatures", () => {
  it("say which members signed, with which certificates and roles", () => {
    const event = withSignatures(...[writer, ...releasers].map((person) => signatureOf(draft.body, person)));
    const signers = expectOk(check(event));
    expect(signers).toHaveLength(3);
    for (const person of [writer, ...releasers])
      expect(signers).toContainEqual({ ...signatory(person), member: "lumina", roles: person.roles ?? [] });
    expect(new Set(signers.flatMap(({ certificate, key, name }) => [certificate, key, name])).size).toBe(9);
  });

  it("carry an event all the way through the rule book", () => {
    const event = signedBy(writer);
    const signers = expectOk(check(event));
    expect(apply(book.seenBy(event), event, { time: NOW, signers }).ok).toBe(true);
  });

  const order = p256.Point.Fn.ORDER;
  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["high S", (bytes) => half("s", order - p256.Signature.fromBytes(bytes, "compact").s)(bytes)],
    ["r = 0", half("r", 0n)],
    ["s = 0", half("s", 0n)],
    ["r = n", half("r", order)],
    ["s = n", half("s", order)],
    [
      "r above n, right modulo n",
      (bytes) => half("r", p256.Signature.fromBytes(bytes, "compact").r + order)(bytes).slice(-64),
    ],
    ["63 bytes", (bytes) => bytes.slice(1)],
    ["DER", (bytes) => p256.Signature.fromBytes(bytes, "compact").toBytes("der")],
    ["all bytes zero", () => new Uint8Array(64)],
    ["one bit changed", (bytes) => bytes.with(40, (bytes[40] ?? 0) ^ 1)],
  ])("with %s are refused", (_, change) => {
    expect(check(tampered(change))).toMatchObject({ ok: false, error: { code: "signature-invalid" } });
  });

  it("over another body are refused", () => {
    const other = book.draft("lumina", {
      kind: "member-changed",
      member: "lumina",
      set: { contact: "evil@lumina.example" },
    });
    expect(check({ ...other, signatures: signedBy(writer).signatures })).toMatchObject({
      error: { code: "signature-invalid" },
    });
  });

  it("over the hash of the message instead of the message are refused", () => {
    const twice = p256.sign(p256.sign(eventMessage(draft.body), keyOf("lumina/writer")), keyOf("lumina/writer"));
    expect(check(tampered(() => twice))).toMatchObject({ error: { code: "signature-invalid" } });
  });

  it("must all be right: a wrong one beside a right one is refused", () => {
    const wrong = { ...signatureOf(draft.body, releasers[0]!), signature: signatureOf(draft.body, writer).signature };
    expect(check(withSignatures(signatureOf(draft.body, writer), wrong))).toMatchObject({
      error: { code: "signature-invalid" },
    });
  });

  it("are sorted by certificate, one for each", () => {
    const both = withSignatures(...releasers.map((person) => signatureOf(draft.body, person)));
    expect(check({ ...both, signatures: both.signatures.toReversed() })).toMatchObject({
      error: { code: "malformed" },
    });
    const [first] = both.signatures;
    expect(check({ ...both, signatures: [first!, first!] })).toMatchObject({ error: { code: "malformed" } });
  });
});

describe("one person that looks like two", () => {
  const [one, two] = releasers as [Person, Person];
  const fact = { kind: "lot-released", lot: lotOf(1).subject } as const;
  const world = foundedBook();
  world.say("lumina", lotOf(1).fact);
  world.say("lumina", { kind: "member-changed", member: "lumina", set: { releaseApprovers: 2 } });
  const body = world.draft("lumina", fact);
  /** What the ledger answers to a release under these signatures: the signatures' fault, or the rule book's. */
  function release(...signatures: EventSignature[]): string {
    const event = { ...body, signatures: sortSignatures(signatures) };
    const signers = verifySignatures(event, world.states, { time: NOW });
    if (!signers.ok) return signers.error.code;
    return answerOf(apply(world.seenBy(event), event, { time: NOW, signers: signers.value }));
  }
  const by = (person: Person, variation?: Variation) => signatureOf(body.body, person, variation);

  it("is refused with one key under two spellings of one certificate, where two keys under two names are enough", () => {
    expect(release(by(one), by(one, { highS: true }))).toBe("malformed");
    expect(release(by(one), by(one, { serial: 2 }))).toBe("malformed");
    expect(release(by(one), by(two, { key: "lumina/release-1" }))).toBe("malformed");
    expect(release(by(one), by(two, { highS: true }))).toBe("accepted");
  });

  it("is one approver with a new key under the old name, while a new person is a second one", () => {
    expect(release(by(one), by(one, { key: "lumina/release-1 renewed" }))).toBe("approvers-missing");
    expect(release(by(one), by(two))).toBe("accepted");
  });
});

describe("certificates", () => {
  it.each<[string, LedgerEvent]>([
    ["of a stranger", signedBy(stranger)],
    ["of another member that does not act here", signedBy({ member: "nordwind", name: "writer" })],
    ["that a stranger issued in the member's name", signedBy(writer, { signedBy: "mallory/root" })],
    ["not yet valid", signedBy(writer, { notBefore: "260401000000Z" })],
    ["no longer valid", signedBy(writer, { notAfter: "260201000000Z" })],
    ["not for signatures", signedBy(writer, { keyUsage: 0x08 })],
    ["of an authority below the root", signedBy(writer, { authority: true, keyUsage: 0x86 })],
    ["of an authority that may sign no certificates", signedBy(writer, { authority: true, keyUsage: 0x80 })],
    [
      "that are critically for something else",
      signedBy(writer, { extraExtensions: [extension("551d25", SERVER_AUTHENTICATION, true)] }),
    ],
  ])("%s are refused", (_, event) => {
    expect(check(event)).toMatchObject({ ok: false, error: { code: "certificate-invalid" } });
  });

  it("that name other uses without insisting on them are taken", () => {
    const extraExtensions = [extension("551d25", SERVER_AUTHENTICATION, false)];
    expect(check(signedBy(writer, { extraExtensions })).ok).toBe(true);
  });

  it("live on under a renewed root, whichever of the two stands first, and not under an expired one alone", () => {
    const old = base64UrlOf(rootDer("lumina", { notAfter: "260201000000Z" }));
    const renewed = base64UrlOf(rootDer("lumina", { serial: 2 }));
    const underRoots = (roots: string[]) => {
      const founder = { ...profileOf("lumina"), roots };
      const { body } = book.draft("lumina", { kind: "network-founded", name: "N", founder });
      return verifySignatures({ body, signatures: [signatureOf(body, writer)] }, new Map(), { time: NOW });
    };
    expect(underRoots([old, renewed]).ok).toBe(true);
    expect(underRoots([renewed, old]).ok).toBe(true);
    expect(underRoots([old])).toMatchObject({ error: { code: "certificate-invalid" } });
  });

  it("are judged at the time of the ledger, not of the reader", () => {
    const shortLived = signedBy(writer, { notAfter: "260401000000Z" });
    expect(check(shortLived, "2026-04-01T00:00:00.000Z").ok).toBe(true);
    expect(check(shortLived, "2026-04-01T00:00:00.001Z").ok).toBe(false);
  });

  it("end with their root", () => {
    const event = signedBy(writer, { notAfter: "20991231235959Z" });
    expect(check(event, "2036-01-01T00:00:00.000Z")).toMatchObject({ error: { code: "certificate-invalid" } });
  });

  it("of the root itself sign no events", () => {
    const event = withSignatures({ ...signatureOf(draft.body, writer), certificate: base64UrlOf(rootDer("lumina")) });
    expect(check(event)).toMatchObject({ error: { code: "certificate-invalid" } });
  });
});

describe("whose roots count", () => {
  it("of the founding event: its own", () => {
    const founder = profileOf("lumina");
    const founding = book.draft("lumina", { kind: "network-founded", name: "N", founder });
    const event = { ...founding, signatures: [signatureOf(founding.body, writer)] };
    expect(verifySignatures(event, new Map(), { time: NOW })).toMatchObject({
      ok: true,
      value: [{ member: "lumina" }],
    });
    const forged = { ...founding, signatures: [signatureOf(founding.body, stranger)] };
    expect(verifySignatures(forged, new Map(), { time: NOW })).toMatchObject({
      error: { code: "certificate-invalid" },
    });
    const forAnother = { ...event, body: { ...founding.body, actor: "nordwind" } };
    expect(verifySignatures(forAnother, new Map(), { time: NOW })).toMatchObject({ error: { code: "member-unknown" } });
  });

  it("of an admission: the actor's and the approvers'", () => {
    const admission = book.draft("lumina", {
      kind: "member-admitted",
      admitted: profileOf("newcomer"),
      approvers: ["lumina", "nordwind"],
    });
    const people = [writer, { member: "nordwind", name: "admin" }];
    const event = {
      ...admission,
      signatures: sortSignatures(people.map((person) => signatureOf(admission.body, person))),
    };
    const signers = expectOk(check(event));
    expect(signers.map(({ member }) => member).sort()).toEqual(["lumina", "nordwind"]);
    expect(apply(book.seenBy(event), event, { time: NOW, signers }).ok).toBe(true);
    const uninvited = { ...event, signatures: [signatureOf(admission.body, { member: "arcus", name: "admin" })] };
    expect(check(uninvited)).toMatchObject({ error: { code: "certificate-invalid" } });
  });

  it("of a member that nobody knows: none", () => {
    const event = { ...signedBy(stranger), body: { ...draft.body, actor: "mallory" } };
    expect(check(event)).toMatchObject({ error: { code: "member-unknown", subject: "member/mallory" } });
  });

  it("signers of one member do not count for another", () => {
    const event = signedBy(writer);
    expect(apply(book.seenBy(event), event, { time: NOW, signers: [signer("nordwind")] })).toMatchObject({
      error: { code: "signature-missing" },
    });
  });
});

describe("signatures over other statements", () => {
  const message = signedMessage("consignment-request", {
    v: 1,
    network: "00".repeat(16),
    transfer: "11".repeat(16),
    at: NOW,
  });
  const authorities = expectOk(authoritiesOfMember("lumina", [base64UrlOf(rootDer("lumina"))]));
  const signed = (over: Uint8Array) => ({
    certificate: base64UrlOf(personDer(writer)),
    signature: base64UrlOf(signatureOver(over, keyOf("lumina/writer"))),
  });

  it("are judged as those over events are", () => {
    expect(signersOf(message, [signed(message)], authorities, NOW)).toMatchObject({
      ok: true,
      value: [{ member: "lumina" }],
    });
    expect(signersOf(message, [], authorities, NOW)).toEqual({ ok: true, value: [] });
  });

  it("do not pass for a statement of another kind", () => {
    const other = signedMessage("heads", { v: 1, network: "00".repeat(16), transfer: "11".repeat(16), at: NOW });
    expect(signersOf(message, [signed(other)], authorities, NOW)).toMatchObject({
      error: { code: "signature-invalid" },
    });
  });
});
