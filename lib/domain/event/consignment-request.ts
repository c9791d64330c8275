/** A receiver asks the giver's installation for the records of what it was offered (bytes.md section 7). */
import { ok, type Result, refuse } from "../result.ts";
import { signaturesForm } from "./beside-forms.ts";
import type { Json, Malformed } from "./canonical-json.ts";
import type { EventSignature, Id16, MemberId, Subject, Time } from "./event.ts";
import { id16, object, oneOf, subject, time } from "./form.ts";
import type { Refusal } from "./refusal.ts";
import { signedMessage } from "./signed-message.ts";
import { authoritiesOfMember, signersOf } from "./verify-signatures.ts";

export type ConsignmentRequest = {
  readonly v: 1;
  readonly network: Id16;
  readonly transfer: Subject;
  readonly at: Time;
};
export type SignedConsignmentRequest = {
  readonly statement: ConsignmentRequest;
  readonly signatures: readonly EventSignature[];
};

const MOST_SIGNATURES = 4;
const form = object({
  statement: object({ v: oneOf(1), network: id16, transfer: subject("transfer"), at: time }),
  signatures: signaturesForm(MOST_SIGNATURES),
});

/** Whatever a stranger sent. */
export function parseConsignmentRequest(value: Json): Result<SignedConsignmentRequest, Malformed> {
  const complaint = form(value, "request");
  if (complaint !== undefined) return refuse({ code: "malformed", detail: complaint });
  return ok(value as unknown as SignedConsignmentRequest);
}

export function consignmentRequestMessage(statement: ConsignmentRequest): Uint8Array {
  return signedMessage("consignment-request", { ...statement });
}

/** Whether a certificate of this member signed it. @param now by which certificates are judged */
export function verifyConsignmentRequest(
  { statement, signatures }: SignedConsignmentRequest,
  receiver: { readonly member: MemberId; readonly roots: readonly string[] },
  now: Time,
): Result<void, Refusal> {
  const authorities = authoritiesOfMember(receiver.member, receiver.roots);
  if (!authorities.ok) return authorities;
  const signers = signersOf(consignmentRequestMessage(statement), signatures, authorities.value, now);
  return signers.ok ? ok(undefined) : signers;
}
