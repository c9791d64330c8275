/** The label keys of a network for a device without network: each as its maker declared and signed it (docs/decisions/045). */

import { utf8Of } from "../bytes/utf8.ts";
import { canonicalJson, type Json } from "../event/canonical-json.ts";
import type { Day, Id16, LabelKeyDeclared, LabelKeyRevoked, LedgerEvent, MemberId, Time } from "../event/event.ts";
import { eventMessage } from "../event/event-bytes.ts";
import {
  day,
  type Form,
  id16,
  list,
  memberId,
  memberText,
  object,
  oneOf,
  optional,
  sorted,
  text,
} from "../event/form.ts";
import { LIMITS } from "../event/limits.ts";
import { parseEvent } from "../event/parse-event.ts";
import { keySubject } from "../event/subject.ts";
import { type Authority, authoritiesOfMember, signersOf } from "../event/verify-signatures.ts";
import { labelKeyIdOf } from "../label/label-key.ts";
import type { KnownLabelKey } from "../label/payload.ts";
import { ok, type Result, refuse } from "../result.ts";
import { parseSigned, type Signed, type StatementError, statementSigners } from "./signed-statement.ts";
import { authoritiesOfList, type TrustStatement } from "./trust-list.ts";

/** `declared` and `revoked`: whole events, as the ledger has them. `makers`: the names of those whose keys are listed. */
export type LabelKeyStatement = {
  readonly v: 1;
  readonly network: Id16;
  readonly date: Day;
  readonly keys: readonly { readonly declared: LedgerEvent; readonly revoked?: LedgerEvent }[];
  readonly makers: readonly { readonly member: MemberId; readonly name: string }[];
};
export type LabelKeyList = Signed<LabelKeyStatement>;

export type ListedLabelKey = KnownLabelKey & {
  readonly maker: MemberId;
  readonly makerName: string;
  readonly notBefore: Time;
  readonly notAfter: Time;
  readonly revokedAt?: Time;
};
export type LabelKeyListError = StatementError | { readonly code: "older" | "strange"; readonly detail: string };

const MOST_KEYS = 10_000;

const eventOfKind =
  (kind: "label-key-declared" | "label-key-revoked"): Form =>
  (value, where) => {
    const event = parseEvent(utf8Of(canonicalJson(value)));
    return event.ok && event.value.body.kind === kind ? undefined : `${where} is no event ${kind}`;
  };

const statementForm = object({
  v: oneOf(1),
  network: id16,
  date: day,
  keys: sorted(
    list(
      object({ declared: eventOfKind("label-key-declared"), revoked: optional(eventOfKind("label-key-revoked")) }),
      MOST_KEYS,
      0,
    ),
    (one: Json) => subjectOfKey(one as unknown as LabelKeyStatement["keys"][number]),
  ),
  makers: sorted(list(object({ member: memberId, name: text(LIMITS.text.name) }), MOST_KEYS, 0), (one: Json) =>
    memberText(one, "member"),
  ),
});

/** `leftOut`: keys that are listed and not proven to be their maker's; their labels are labels of unknown keys. */
export type AcceptedKeys = {
  readonly date: Day;
  readonly keys: readonly ListedLabelKey[];
  readonly leftOut: readonly { readonly kid: string; readonly because: string }[];
};
/** `lastSeen`: date of the newest list seen so far. `kid`: only keys of that id are looked at; each costs a phone two signatures. */
export type KeyListWish = { readonly lastSeen?: Day; readonly kid?: string };

/**
 * The keys of a list that a member of the trust list signed, each declared under a root of its own maker: whoever serves the list
 * can leave a key out, but cannot invent one. One key that is not proven spoils no other.
 */
export function acceptLabelKeyList(
  bytes: Uint8Array | string,
  trust: TrustStatement,
  { lastSeen, kid: wanted }: KeyListWish,
  at: Time,
): Result<AcceptedKeys, LabelKeyListError> {
  const parsed = parseSigned<LabelKeyStatement & Json>(bytes, statementForm);
  if (!parsed.ok) return parsed;
  const { statement } = parsed.value;
  if (statement.network !== trust.network) return no("strange", "a list of another network");
  if (lastSeen !== undefined && statement.date < lastSeen) return no("older", `of ${statement.date}, not ${lastSeen}`);
  const authorities = authoritiesOfList(trust);
  if (!authorities.ok) return authorities;
  const signers = statementSigners("label-keys", parsed.value, authorities.value, at);
  if (!signers.ok) return signers;
  const accepted = {
    date: statement.date,
    keys: [] as ListedLabelKey[],
    leftOut: [] as { kid: string; because: string }[],
  };
  for (const entry of statement.keys) {
    const kid = labelKeyIdOf(entry.declared.body as LabelKeyDeclared) ?? "";
    if (wanted !== undefined && kid !== wanted) continue;
    const key = listedKey(kid, entry, statement, trust);
    if (typeof key === "string") accepted.leftOut.push({ kid, because: key });
    else accepted.keys.push(key);
  }
  return ok(accepted);
}

/** The key, or why it is none that its maker vouches for. */
function listedKey(
  kid: string,
  { declared, revoked }: LabelKeyStatement["keys"][number],
  { network, makers }: LabelKeyStatement,
  trust: TrustStatement,
): ListedLabelKey | string {
  const { actor: maker, algorithm, publicKey, notBefore, notAfter } = declared.body as LabelKeyDeclared;
  const listed = trust.members.find(({ member }) => member === maker);
  if (kid === "" || !listed) return `a key of ${maker}, whom the trust list does not name`;
  const roots = authoritiesOfMember(maker, listed.roots);
  if (!roots.ok) return `the roots of ${maker} cannot be read`;
  for (const event of revoked ? [declared, revoked] : [declared])
    if (!isMakersOwn(event, network, maker, roots.value)) return `${maker} did not sign what is said of it`;
  if (revoked && (revoked.body as LabelKeyRevoked).key !== keySubject(maker, kid))
    return "another key is revoked than this";
  const makerName = makers.find(({ member }) => member === maker)?.name ?? maker;
  const key = { algorithm, publicKey, kid, maker, makerName, notBefore, notAfter };
  return revoked ? { ...key, revokedAt: revoked.body.at } : key;
}

/** Certificates are judged by when the maker says it wrote: the ledger took the event at that time, give or take its clock. */
function isMakersOwn(event: LedgerEvent, network: Id16, maker: MemberId, roots: readonly Authority[]): boolean {
  const { body, signatures } = event;
  if (body.network !== network || body.actor !== maker) return false;
  const signers = signersOf(eventMessage(body), signatures, roots, body.at);
  return signers.ok && signers.value.length > 0;
}

/** The order of the list. */
export function subjectOfKey({ declared }: LabelKeyStatement["keys"][number]): string {
  return declared.body.subjects[0]?.subject ?? "";
}

function no(code: "older" | "strange", detail: string) {
  return refuse<LabelKeyListError>({ code, detail });
}
