/** Events as they arrive: canonical bytes in, the strict form of their kind out (bytes.md sections 0 and 2). */
import { ok, type Result } from "../result.ts";
import { birthsForm, linksForm, openingsForm, signaturesForm } from "./beside-forms.ts";
import { type Json, parseCanonicalJson } from "./canonical-json.ts";
import type { EventBody, LedgerEvent } from "./event.ts";
import {
  type Form,
  hash,
  id16,
  integer,
  isObject,
  memberId,
  object,
  oneOf,
  optional,
  record,
  text,
  time,
} from "./form.ts";
import { LIMITS } from "./limits.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import { isEventKind, ruleOf } from "./rules.ts";
import type { ParsedSubject } from "./subject.ts";

/** Whether its parts fit together is `apply`'s to say, who signed it `verifySignatures`'. */
export function parseEvent(bytes: Uint8Array): Result<LedgerEvent, Refusal> {
  if (bytes.length > LIMITS.eventBytes)
    return no("malformed", undefined, `an event has at most ${LIMITS.eventBytes} bytes`);
  const json = parseCanonicalJson(bytes);
  if (!json.ok) return no("malformed", undefined, json.error.detail);
  const complaint = eventForm(json.value, "event");
  // The cast is what the form has just found.
  return complaint === undefined ? ok(json.value as LedgerEvent) : no("malformed", undefined, complaint);
}

/** A body alone, as evidence shows it. */
export function parseBody(json: Json): Result<EventBody, Refusal> {
  const complaint = bodyForm(json, "body");
  return complaint === undefined ? ok(json as EventBody) : no("malformed", undefined, complaint);
}

/** An event changes at most its own few subjects, and two for each exception. */
const mostSubjects = 2 + 2 * LIMITS.exceptions;

const baseForms = {
  v: oneOf(1),
  kind: (value: Json, where: string) => (isEventKind(value) ? undefined : `${where} is no kind of event`),
  eventId: id16,
  network: id16,
  actor: memberId,
  at: time,
  subjects: linksForm(mostSubjects, 0),
  sealed: optional(record(text(LIMITS.text.sealedName), hash, LIMITS.sealed)),
};
const formsWithContents = { ...baseForms, contents: object({ count: integer(1, LIMITS.contents), root: hash }) };

const bodyForm: Form = (value, where) => {
  const kind = isObject(value) ? value.kind : undefined;
  if (!isEventKind(kind)) return `${where}.kind is no kind of event`;
  const rule = ruleOf(kind);
  const complaint = object({ ...(rule.contents === "none" ? baseForms : formsWithContents), ...rule.fields })(
    value,
    where,
  );
  if (complaint !== undefined || kind !== "corrected" || !isObject(value)) return complaint;
  // Once, not for ever: what is wrong with a correction is said by another correction of the same event.
  const corrected = value.corrected ?? null;
  const again = isObject(corrected) && corrected.kind === "corrected";
  return again ? `${where}.corrected is itself a correction` : bodyForm(corrected, `${where}.corrected`);
};

const KINDS_LISTED = { none: [], things: ["module", "container"], modules: ["module"], labels: ["label"] } as const;

const eventFormWith = (mostSignatures: number, listed: readonly ParsedSubject["is"][]): Form =>
  object({
    body: bodyForm,
    signatures: signaturesForm(mostSignatures),
    contents: optional(linksForm(LIMITS.contents, 1, ...listed)),
    births: optional(birthsForm),
    openings: optional(openingsForm),
  });

/** Only where members vote do more than two sign: every signature is work for each peer of each member. */
const eventForm: Form = (value, where) => {
  const body = isObject(value) ? value.body : undefined;
  const kind = body !== undefined && isObject(body) ? body.kind : undefined;
  const votes = kind === "member-admitted" || kind === "member-changed" || kind === "member-suspended";
  const listed = isEventKind(kind) ? KINDS_LISTED[ruleOf(kind).contents] : [];
  return eventFormWith(votes ? LIMITS.majoritySignatures : LIMITS.signatures, listed)(value, where);
};
