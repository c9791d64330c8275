/** Whom a stranger's device believes: the members' root certificates, and the keys of logs and witnesses (bytes.md section 7). */
import type { Json } from "../event/canonical-json.ts";
import type { Base64Url, Day, Id16, MemberId, Time } from "../event/event.ts";
import {
  bytes,
  day,
  distinct,
  type Form,
  id16,
  list,
  memberId,
  memberText,
  object,
  oneOf,
  optional,
  sorted,
} from "../event/form.ts";
import { LIMITS } from "../event/limits.ts";
import { type Authority, authoritiesOfMember } from "../event/verify-signatures.ts";
import { parseVerifierKey } from "../log/verifier-key.ts";
import { ok, type Result, refuse } from "../result.ts";
import { parseSigned, type Signed, type StatementError, statementSigners } from "./signed-statement.ts";

/** `logKeys` and `witnesses`: C2SP verifier keys; absent where there are none. */
export type TrustStatement = {
  readonly v: 1;
  readonly network: Id16;
  readonly date: Day;
  readonly members: readonly {
    readonly member: MemberId;
    readonly roots: readonly Base64Url[];
    readonly logKeys?: readonly string[];
  }[];
  readonly witnesses?: readonly string[];
};
export type TrustList = Signed<TrustStatement>;

/** `older`: a list with an earlier date than the one known already. `strange`: of another network, or signed by none of those known. */
export type TrustError = StatementError | { readonly code: "older" | "strange"; readonly detail: string };

const MOST_MEMBERS = 1_000;
const MOST_KEYS = 64;

const verifierKey: Form = (value, where) =>
  typeof value === "string" && parseVerifierKey(value).ok ? undefined : `${where} is no verifier key`;

const statementForm = object({
  v: oneOf(1),
  network: id16,
  date: day,
  members: sorted(
    list(
      object({
        member: memberId,
        roots: distinct(list(bytes(LIMITS.certificateBytes), LIMITS.roots)),
        logKeys: optional(distinct(list(verifierKey, MOST_KEYS))),
      }),
      MOST_MEMBERS,
    ),
    (one: Json) => memberText(one, "member"),
  ),
  witnesses: optional(distinct(list(verifierKey, MOST_KEYS))),
});

/**
 * A trust list that may be believed: signed under a root of a member that it lists, and, where a list is known already, under
 * one of that list's, of the same network and not older. The first list is believed for where it came from.
 * @param known the newest list seen so far
 */
export function acceptTrustList(
  text: Uint8Array | string,
  known: TrustStatement | undefined,
  at: Time,
): Result<TrustList, TrustError> {
  const parsed = parseSigned<TrustStatement>(text, statementForm);
  if (!parsed.ok) return parsed;
  const { statement } = parsed.value;
  if (known && known.network !== statement.network) return no("strange", "a list of another network");
  if (known && statement.date < known.date) return no("older", `of ${statement.date}, known is one of ${known.date}`);
  const own = authoritiesOfList(statement);
  if (!own.ok) return own;
  const signers = statementSigners("trust", parsed.value, own.value, at);
  if (!signers.ok) return signers;
  if (!known) return parsed;
  const before = authoritiesOfList(known);
  if (!before.ok) return before;
  // One is enough: a member that joined since may have signed as well.
  const vouched = parsed.value.signatures.some(
    (signature) => statementSigners("trust", { statement, signatures: [signature] }, before.value, at).ok,
  );
  return vouched ? parsed : no("strange", "signed by nobody whom the list known so far names");
}

/** Every root of every member, read. */
export function authoritiesOfList({ members }: TrustStatement): Result<Authority[], StatementError> {
  const authorities: Authority[] = [];
  for (const { member, roots } of members) {
    const read = authoritiesOfMember(member, roots);
    if (!read.ok) return refuse({ code: "malformed", detail: read.error.detail ?? read.error.code });
    authorities.push(...read.value);
  }
  return ok(authorities);
}

function no(code: "older" | "strange", detail: string) {
  return refuse<TrustError>({ code, detail });
}
