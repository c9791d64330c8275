/** Signs the trust list and the label keys for devices without network: anew each day, and whenever what they say has changed. */
import { canonicalJson, type Json, parseCanonicalJson } from "../domain/event/canonical-json.ts";
import type { Day, Id16, LedgerEvent, MemberId, MemberProfile } from "../domain/event/event.ts";
import { byCodeUnits } from "../domain/event/order.ts";
import { type StatementKind, signedMessage } from "../domain/event/signed-message.ts";
import { memberSubject, networkSubject } from "../domain/event/subject.ts";
import { type LabelKeyStatement, subjectOfKey } from "../domain/verify/label-key-list.ts";
import { signedText } from "../domain/verify/signed-statement.ts";
import type { TrustStatement } from "../domain/verify/trust-list.ts";
import type { Clock } from "../ports/clock.ts";
import type { LabelKeyEvents } from "../ports/label-key-events.ts";
import type { LedgerStates } from "../ports/ledger-states.ts";
import type { PublicListName, PublicLists } from "../ports/public-lists.ts";
import type { LogSigner, Signer } from "../ports/signer.ts";

export type PublishListsDeps = {
  readonly states: LedgerStates;
  readonly labelKeys: LabelKeyEvents;
  readonly signer: Signer;
  readonly logSigner: LogSigner;
  readonly lists: PublicLists;
  readonly clock: Clock;
};

/** Answers which lists were written. Nothing before the network is founded, or where no active member is hosted. */
export async function publishLists(deps: PublishListsDeps): Promise<readonly PublicListName[]> {
  const founding = await deps.states.founding();
  if (!founding) return [];
  const profiles = await activeProfiles(deps.states, founding.network);
  const held = await deps.signer.members();
  const hosted = profiles.map(({ member }) => member).filter((member) => held.includes(member));
  if (hosted.length === 0) return [];
  const date = deps.clock.now().slice(0, 10);
  const written: PublicListName[] = [];
  const trust = await trustStatement(deps, founding.network, date, profiles, hosted);
  if (await signIfNew(deps, "trust", trust, hosted)) written.push("trust");
  const keys = labelKeyStatement(founding.network, date, profiles, await deps.labelKeys.all());
  if (await signIfNew(deps, "label-keys", keys as unknown as Json, hosted)) written.push("label-keys");
  return written;
}

async function activeProfiles(states: LedgerStates, network: Id16): Promise<MemberProfile[]> {
  const subject = networkSubject(network);
  const state = (await states.states([subject])).get(subject);
  if (state?.is !== "network") return [];
  const members = await states.states(state.members.map(memberSubject));
  const profiles = [...members.values()].flatMap((one) => (one.is === "member" && one.active ? [one.profile] : []));
  return profiles.sort((one, other) => byCodeUnits(one.member, other.member));
}

/** The log key of this installation stands with each member that it hosts; those of others are theirs to publish. */
async function trustStatement(
  { logSigner }: PublishListsDeps,
  network: Id16,
  date: Day,
  profiles: readonly MemberProfile[],
  hosted: readonly MemberId[],
): Promise<TrustStatement> {
  const logKeys = [await logSigner.verifierKey(`truelane/${network}`)];
  const members = profiles.map(({ member, roots }) => ({ member, roots, ...(hosted.includes(member) && { logKeys }) }));
  return { v: 1, network, date, members };
}

/** Keys of makers that are no active members are left out: nobody vouches for their roots any more. */
function labelKeyStatement(
  network: Id16,
  date: Day,
  profiles: readonly MemberProfile[],
  events: readonly LedgerEvent[],
): LabelKeyStatement {
  const names = new Map(profiles.map(({ member, name }) => [member, name]));
  const revocations = new Map(
    events.flatMap((event) => (event.body.kind === "label-key-revoked" ? [[event.body.key, event] as const] : [])),
  );
  const keys = events
    .filter(({ body }) => body.kind === "label-key-declared" && names.has(body.actor))
    .map((declared) => ({ declared, revoked: revocations.get(subjectOfKey({ declared })) }))
    .map(({ declared, revoked }) => (revoked ? { declared, revoked } : { declared }))
    .sort((one, other) => byCodeUnits(subjectOfKey(one), subjectOfKey(other)));
  const makers = [...new Set(keys.map(({ declared }) => declared.body.actor))]
    .sort(byCodeUnits)
    .map((member) => ({ member, name: names.get(member) ?? member }));
  return { v: 1, network, date, keys, makers };
}

async function signIfNew(
  { lists, signer }: PublishListsDeps,
  name: PublicListName & StatementKind,
  statement: Json,
  hosted: readonly MemberId[],
): Promise<boolean> {
  const known = await lists.read(name);
  const parsed = known === undefined ? undefined : parseCanonicalJson(known);
  const before = parsed?.ok && typeof parsed.value === "object" && parsed.value !== null && "statement" in parsed.value;
  if (before && canonicalJson((parsed.value as { statement: Json }).statement) === canonicalJson(statement))
    return false;
  const message = signedMessage(name, statement);
  const signatures = await Promise.all(hosted.map((member) => signer.sign(member, { as: "service" }, message)));
  await lists.write(name, signedText({ statement, signatures }));
  return true;
}
