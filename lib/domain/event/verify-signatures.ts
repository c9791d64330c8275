/** Who signed an event: each signature against its certificate, each certificate against a root of a member that may sign here. */
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesOfBase64Url } from "../bytes/base64url.ts";
import { hexOf } from "../bytes/hex.ts";
import { ok, type Result } from "../result.ts";
import { type Certificate, isIssuedBy, isValidAt } from "./certificate.ts";
import type { Base64Url, EventBody, EventSignature, LedgerEvent, MemberId, Time } from "./event.ts";
import { eventMessage } from "./event-bytes.ts";
import { no } from "./no.ts";
import { isStrictlyAscending } from "./order.ts";
import type { Refusal } from "./refusal.ts";
import { certificateOf } from "./roots.ts";
import type { Signer, States } from "./state.ts";
import { memberSubject } from "./subject.ts";

/**
 * Which root issued which certificate, by their fingerprints: a fact that never changes and half the work of a check.
 * A follower of many events brings one along; chaincode, which keeps nothing, brings none.
 */
export type KnownIssuers = Set<string>;

/**
 * Every signature must be right, or the event is refused: a wrong one beside a right one is somebody's mistake or worse.
 * @param states hold the actor's member record and those of approvers; the founding event brings its own roots
 * @param tx the ledger's time, by which certificates are judged
 */
export function verifySignatures(
  event: LedgerEvent,
  states: States,
  tx: { readonly time: Time; readonly issuers?: KnownIssuers },
): Result<Signer[], Refusal> {
  const authorities = authoritiesOf(event.body, states);
  if (!authorities.ok) return authorities;
  return signersOf(eventMessage(event.body), event.signatures, authorities.value, tx.time, tx.issuers);
}

/**
 * Who signed a message: an event's, or that of another signed statement (`signedMessage`).
 * @param authorities the roots of the members whose signatures may stand here
 * @param time by which certificates are judged
 */
export function signersOf(
  message: Uint8Array,
  signatures: readonly EventSignature[],
  authorities: readonly Authority[],
  time: Time,
  issuers?: KnownIssuers,
): Result<Signer[], Refusal> {
  const signers: Signer[] = [];
  for (const signature of signatures) {
    const signer = signerOf(signature, message, authorities, time, issuers);
    if (!signer.ok) return signer;
    signers.push(signer.value);
  }
  if (!isStrictlyAscending(signers.map((signer) => signer.certificate)))
    return no("malformed", undefined, "signatures are not sorted by certificate, or one certificate signed twice");
  // Of one key and message there are many right signatures, and of one certificate two spellings: they add nothing.
  if (new Set(signers.map(({ key }) => key)).size < signers.length)
    return no("malformed", undefined, "one key signed twice");
  return ok(signers);
}

/** What a right signature under this certificate says of who signed. */
export function signatoryOf(member: MemberId, certificate: Certificate): Signer {
  const { fingerprint, publicKey, subject, roles } = certificate;
  return { member, certificate: fingerprint, key: hexOf(sha256(publicKey)), name: hexOf(sha256(subject)), roles };
}

/** A root of a member whose signature may stand on the event. */
export type Authority = { readonly member: MemberId; readonly root: Certificate };

function authoritiesOf(body: EventBody, states: States): Result<Authority[], Refusal> {
  const authorities: Authority[] = [];
  for (const member of new Set([body.actor, ...approversOf(body)])) {
    const subject = memberSubject(member);
    const state = states.get(subject);
    const profile = body.kind === "network-founded" ? body.founder : state?.is === "member" ? state.profile : undefined;
    if (profile?.member !== member) return no("member-unknown", subject);
    const roots = authoritiesOfMember(member, profile.roots);
    if (!roots.ok) return roots;
    authorities.push(...roots.value);
  }
  return ok(authorities);
}

/** A member's roots, read; each is as good as the other. */
export function authoritiesOfMember(member: MemberId, roots: readonly Base64Url[]): Result<Authority[], Refusal> {
  const authorities: Authority[] = [];
  for (const text of roots) {
    const root = certificateOf(text);
    if (!root.ok) return no("certificate-invalid", memberSubject(member), root.error.detail);
    authorities.push({ member, root: root.value });
  }
  return ok(authorities);
}

function approversOf(body: EventBody): readonly MemberId[] {
  switch (body.kind) {
    case "member-admitted":
    case "member-changed":
    case "member-suspended":
      return body.approvers ?? [];
    case "recall-lifted":
      return [body.approver];
    default:
      return [];
  }
}

function signerOf(
  signature: EventSignature,
  message: Uint8Array,
  authorities: readonly Authority[],
  time: Time,
  issuers: KnownIssuers = new Set(),
): Result<Signer, Refusal> {
  const certificate = certificateOf(signature.certificate);
  if (!certificate.ok) return no("certificate-invalid", undefined, certificate.error.detail);
  const { subjectText, maySign, publicKey } = certificate.value;
  const complaint = (detail: string) => no("certificate-invalid", undefined, `${subjectText}: ${detail}`);
  if (!maySign) return complaint("is not for signing events");
  if (!isValidAt(certificate.value, time)) return complaint(`not valid at ${time}`);
  // A renewed root has the key and the name of the one before it: of the two, that counts which is valid.
  const authority = authorities.find(({ root }) => isValidAt(root, time) && issuedBy(certificate.value, root, issuers));
  if (!authority)
    return complaint(`not issued directly by a root of a member that signs here, or by none that is valid at ${time}`);
  const bytes = bytesOfBase64Url(signature.signature);
  if (!bytes.ok || !isSignedBy(bytes.value, message, publicKey))
    return no("signature-invalid", undefined, `${subjectText} did not sign these bytes`);
  return ok(signatoryOf(authority.member, certificate.value));
}

function issuedBy(certificate: Certificate, root: Certificate, issuers: KnownIssuers): boolean {
  const pair = `${certificate.fingerprint} ${root.fingerprint}`;
  if (issuers.has(pair)) return true;
  const issued = isIssuedBy(certificate, root);
  if (issued) issuers.add(pair);
  return issued;
}

/** Low S only: with both halves right, anybody could turn one signature into another and change the log entry. */
function isSignedBy(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return p256.verify(signature, message, publicKey, { format: "compact", lowS: true, prehash: true });
  } catch {
    return false;
  }
}
