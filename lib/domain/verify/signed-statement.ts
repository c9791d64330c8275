/** Statements as they travel: canonical JSON of `{ statement, signatures }`, signed by certificates of members (bytes.md sections 0 and 7). */
import { signaturesForm } from "../event/beside-forms.ts";
import { canonicalJson, type Json, parseCanonicalJson } from "../event/canonical-json.ts";
import type { EventSignature, Time } from "../event/event.ts";
import { type Form, object } from "../event/form.ts";
import { LIMITS } from "../event/limits.ts";
import { sortSignatures } from "../event/sign-event.ts";
import { type StatementKind, signedMessage } from "../event/signed-message.ts";
import type { Signer } from "../event/state.ts";
import { type Authority, signersOf } from "../event/verify-signatures.ts";
import { ok, type Result, refuse } from "../result.ts";

export type Signed<Statement> = {
  readonly statement: Statement;
  readonly signatures: readonly EventSignature[];
};
/** `malformed`: not the bytes of such a statement. `not-signed`: nobody signed it who may, or a signature is wrong. */
export type StatementError = { readonly code: "malformed" | "not-signed"; readonly detail: string };

export function signedText<Statement extends Json>({ statement, signatures }: Signed<Statement>): string {
  return canonicalJson({ statement, signatures: sortSignatures(signatures) });
}

/** Form and canonical bytes only: who signed it says `statementSigners`. */
export function parseSigned<Statement extends Json>(
  bytes: Uint8Array | string,
  form: Form,
): Result<Signed<Statement>, StatementError> {
  const json = parseCanonicalJson(bytes);
  if (!json.ok) return malformed(json.error.detail);
  const whole = object({ statement: form, signatures: signaturesForm(LIMITS.majoritySignatures) });
  const complaint = whole(json.value, "file");
  // The cast is what the form has just found.
  return complaint === undefined ? ok(json.value as unknown as Signed<Statement>) : malformed(complaint);
}

/** Who signed it: at least one, every signature right. @param time by which certificates are judged */
export function statementSigners<Statement extends Json>(
  what: StatementKind,
  { statement, signatures }: Signed<Statement>,
  authorities: readonly Authority[],
  time: Time,
): Result<readonly Signer[], StatementError> {
  const signers = signersOf(signedMessage(what, statement), signatures, authorities, time);
  return signers.ok ? signers : refuse({ code: "not-signed", detail: signers.error.detail ?? signers.error.code });
}

function malformed(detail: string) {
  return refuse<StatementError>({ code: "malformed", detail });
}
