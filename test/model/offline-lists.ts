/** Trust lists, label keys and signed labels of invented members, for tests of what a device checks without network. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { base64UrlOf } from "../../lib/domain/bytes/base64url.ts";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import type { Json } from "../../lib/domain/event/canonical-json.ts";
import { draftEvent } from "../../lib/domain/event/draft.ts";
import type { LedgerEvent, MemberId, Time } from "../../lib/domain/event/event.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { signatureOver } from "../../lib/domain/event/sign-event.ts";
import { type StatementKind, signedMessage } from "../../lib/domain/event/signed-message.ts";
import { keySubject } from "../../lib/domain/event/subject.ts";
import { codeOfBytes } from "../../lib/domain/label/code.ts";
import { type LabelKey, labelKeyIdOf } from "../../lib/domain/label/label-key.ts";
import { modelOf, payloadBytes, payloadMessage, payloadText } from "../../lib/domain/label/payload.ts";
import { signedText } from "../../lib/domain/verify/signed-statement.ts";
import type { TrustStatement } from "../../lib/domain/verify/trust-list.ts";
import { keyOf, personDer, rootDer, signatureOf } from "../vectors/certificates.ts";
import { NETWORK, seedOf } from "./book.ts";

export const AT: Time = "2026-03-10T08:00:00.000Z";
export const DATE = "2026-03-10";
const WRITTEN: Time = "2026-03-01T12:00:00.000Z";
const service = (member: MemberId) => ({ member, name: "service" });

export const labelKey = (name: string): LabelKey => ({
  algorithm: "ed25519",
  publicKey: hexOf(ed25519.getPublicKey(seedOf(name))),
});
export const kidOf = (name: string) => labelKeyIdOf(labelKey(name)) ?? "";

export function trustStatement(members: readonly MemberId[], date = DATE): TrustStatement {
  return {
    v: 1,
    network: NETWORK,
    date,
    members: members.map((member) => ({ member, roots: [base64UrlOf(rootDer(member))] })),
  };
}

/** The file as it is served, signed by the service certificates of these members. */
export function signedBy(what: StatementKind, statement: Json, members: readonly MemberId[]): string {
  const message = signedMessage(what, statement);
  const signatures = members.map((member) => ({
    certificate: base64UrlOf(personDer(service(member))),
    signature: base64UrlOf(signatureOver(message, keyOf(`${member}/service`))),
  }));
  return signedText({ statement, signatures });
}

export function eventOf(member: MemberId, fact: Fact, signer = member): LedgerEvent {
  const eventId = hexOf(seedOf(JSON.stringify(fact)).slice(0, 16));
  const event = draftEvent({ network: NETWORK, actor: member, at: WRITTEN, eventId, fact, heads: new Map() });
  return { ...event, signatures: [signatureOf(event.body, service(signer))] };
}

export const declared = (member: MemberId, name: string, signer = member): LedgerEvent =>
  eventOf(
    member,
    {
      kind: "label-key-declared",
      ...labelKey(name),
      notBefore: "2026-01-01T00:00:00.000Z",
      notAfter: "2026-12-31T23:59:59.000Z",
      quota: 1_000,
    },
    signer,
  );

export const revoked = (member: MemberId, name: string): LedgerEvent =>
  eventOf(member, { kind: "label-key-revoked", key: keySubject(member, kidOf(name)), reason: "lost" });

/** The 154 characters of a label that the key `name` signed. */
export function signedLabel(name: string, issuedOn = "2026-03-05", claims = name): string {
  const code = codeOfBytes(seedOf("module").slice(0, 16));
  const signed = payloadBytes({ kid: kidOf(claims), model: modelOf("LM-100G-LR4"), code, issuedOn });
  return payloadText({ signed, signature: ed25519.sign(payloadMessage(signed), seedOf(name)) });
}
