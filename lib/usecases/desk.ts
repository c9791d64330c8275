/**
 * Where a verb does its work: it looks things up, writes events, and sees at once what the rule book says of them.
 * Every event is tried on the ledger's own states before anything is stored or sent.
 */
import { hexOf } from "../domain/bytes/hex.ts";
import { apply } from "../domain/event/apply.ts";
import { draftEvent } from "../domain/event/draft.ts";
import type { Birth, Hash, Id16, LedgerEvent, MemberId, Opening, Subject, Time } from "../domain/event/event.ts";
import { eventBytes, eventMessage } from "../domain/event/event-bytes.ts";
import { parseEvent } from "../domain/event/parse-event.ts";
import type { Refusal } from "../domain/event/refusal.ts";
import { sentenceOf } from "../domain/event/refusal-sentence.ts";
import { certificateOf } from "../domain/event/roots.ts";
import type { Fact } from "../domain/event/rule.ts";
import { ruleOf } from "../domain/event/rules.ts";
import { sortSignatures } from "../domain/event/sign-event.ts";
import type { SubjectState } from "../domain/event/state.ts";

import { subjectsOf } from "../domain/event/subjects-of.ts";
import { unbornOf } from "../domain/event/unborn.ts";
import { signatoryOf } from "../domain/event/verify-signatures.ts";
import type { Secret } from "../domain/label/secret.ts";
import { expectOk, ok, type Result, refuse } from "../domain/result.ts";
import type { Clock } from "../ports/clock.ts";
import type { Office } from "../ports/journal.ts";
import type { LabelBook } from "../ports/label-book.ts";
import type { LabelKeys } from "../ports/label-keys.ts";
import type { LedgerStates } from "../ports/ledger-states.ts";
import type { PrintPacks } from "../ports/manifests.ts";
import type { Random } from "../ports/random.ts";
import type { Consignments, FetchConsignment, ItemBook, ResolvedItem } from "../ports/records.ts";
import type { Signer, SigningName } from "../ports/signer.ts";
import type { Actor } from "./actor.ts";
import type { Problem } from "./operation.ts";

export type DeskDeps = {
  readonly states: LedgerStates;
  readonly signer: Signer;
  readonly office: Office;
  readonly items: ItemBook;
  readonly consignments: Consignments;
  /** Absent where every giver is hosted here. */
  readonly fetchConsignment?: FetchConsignment;
  readonly clock: Clock;
  readonly random: Random;
  /** Keys, packs and book of labels; without it nothing about labels can be asked for. */
  readonly labels?: LabelShop;
  /** On a ledger of several organisations: what records say of the members whose keys are here. */
  readonly home?: {
    /** The organisation through which this installation acts for a member. */
    mspIdOf(member: MemberId): string | undefined;
    readonly baseUrl: string;
  };
};

export type LabelShop = {
  readonly keys: LabelKeys;
  readonly packs: PrintPacks;
  readonly book: LabelBook;
  readonly activationKeyOf: (secret: Secret) => Hash;
};

/** Whose key signs. */
export type SignedBy = { readonly member: MemberId; readonly name: SigningName };

export type Written = {
  readonly fact: Fact;
  /** The things it is about; births of those without an event are added. */
  readonly contents?: readonly Subject[];
  /** Sealed values. They stay with the writer: only their hashes go on the ledger. */
  readonly seal?: readonly Opening[];
  readonly signedBy: readonly SignedBy[];
};

export type Desk = {
  readonly actor: Actor;
  readonly deps: DeskDeps;
  /** The network of this ledger; a new one when there is none yet. */
  readonly network: Id16;
  readonly founder: MemberId | undefined;
  readonly now: Time;
  /** As the events on the desk leave it. */
  state(subject: Subject): Promise<SubjectState | undefined>;
  /** As the ledger had it when this desk first looked. */
  stateBefore(subject: Subject): SubjectState | undefined;
  /** What each text stands for, or which of them stand for nothing. `pointer`: the list's place in the request. */
  resolve(texts: readonly string[], pointer: string): Promise<Result<readonly ResolvedItem[], Problem>>;
  /** Puts an event on the desk; later ones see what it changed. */
  write(written: Written): Promise<Result<void, Problem>>;
  /** What the rule book would say, without putting anything on the desk. */
  preview(written: Written): Promise<Result<void, Problem>>;
  /** The events written so far, in order. */
  events(): readonly LedgerEvent[];
  /** A refusal in words, with the names that the asker used. */
  problemOf(refusal: Refusal): Problem;
};

export async function openDesk(deps: DeskDeps, actor: Actor): Promise<Desk> {
  const { states, signer, items, clock, random } = deps;
  const founding = await states.founding();
  const network = founding?.network ?? hexOf(random.bytes(16));
  const now = clock.now();
  const known = new Map<Subject, SubjectState | undefined>();
  const before = new Map<Subject, SubjectState | undefined>();
  const named = new Map<Subject, { readonly name: string; readonly pointer: string }>();
  const written: LedgerEvent[] = [];

  async function load(subjects: readonly Subject[]): Promise<void> {
    const missing = subjects.filter((subject) => !known.has(subject));
    if (missing.length === 0) return;
    const found = await states.states(missing);
    for (const subject of missing) {
      known.set(subject, found.get(subject));
      before.set(subject, found.get(subject));
    }
  }

  function problemOf(refusal: Refusal): Problem {
    const about = refusal.subject === undefined ? undefined : named.get(refusal.subject);
    let sentence = sentenceOf(refusal);
    for (const [subject, { name }] of named) sentence = sentence.replaceAll(subject, name);
    return { code: refusal.code, sentence, ...(about && { pointer: about.pointer, thing: about.name }) };
  }

  async function birthsFor(
    singles: readonly Subject[],
    contents: readonly Subject[],
  ): Promise<Result<readonly Birth[], Problem>> {
    const links = (subjects: readonly Subject[]) =>
      subjects.map((subject) => ({ subject, previous: known.get(subject)?.head ?? null }));
    const unborn = unbornOf(links(singles), links(contents));
    if (unborn.length === 0) return ok([]);
    const births = await items.birthsOf(unborn.map(({ label }) => label));
    const lost = unborn.find(({ label }) => !births.has(label));
    if (!lost) return ok([...births.values()]);
    const about = named.get(lost.subject);
    const name = about?.name ?? lost.subject;
    const sentence = `The birth record of ${name} is not kept here. Ask its maker for the manifest of the lot.`;
    return refuse({ code: "record-missing", sentence, thing: name, ...(about && { pointer: about.pointer }) });
  }

  async function compose(
    what: Written,
  ): Promise<Result<{ event: LedgerEvent; next: ReadonlyMap<Subject, SubjectState> }, Problem>> {
    const { fact, contents, seal, signedBy } = what;
    const singles = ruleOf(fact.kind).singles(fact, { network, actor: actor.member });
    await load([...singles, ...(contents ?? [])]);
    const births = await birthsFor(singles, contents ?? []);
    if (!births.ok) return births;
    const heads = new Map([...known].map(([subject, state]) => [subject, state?.head ?? null]));
    const draft = draftEvent({
      network,
      actor: actor.member,
      at: now,
      eventId: hexOf(random.bytes(16)),
      fact,
      heads,
      ...(contents && { contents }),
      ...(births.value.length > 0 && { births: births.value }),
      ...(seal && { seal }),
    });
    const message = eventMessage(draft.body);
    const signed = await Promise.all(
      signedBy.map(async ({ member, name }) => ({ member, signature: await signer.sign(member, name, message) })),
    );
    const event: LedgerEvent = { ...draft, signatures: sortSignatures(signed.map(({ signature }) => signature)) };
    const parsed = parseEvent(eventBytes(event));
    if (!parsed.ok) return refuse(problemOf(parsed.error));
    await load(subjectsOf(event).reads);
    const states = new Map([...known].flatMap(([subject, state]) => (state ? [[subject, state] as const] : [])));
    // Our own keys have just signed; whether the network takes their word, the ledger checks.
    const signers = signed.map(({ member, signature }) =>
      signatoryOf(member, expectOk(certificateOf(signature.certificate))),
    );
    const next = apply(states, event, { time: now, signers, ...(founding && { network }) });
    return next.ok ? ok({ event, next: next.value }) : refuse(problemOf(next.error));
  }

  return {
    actor,
    deps,
    network,
    founder: founding?.founder,
    now,
    problemOf,
    events: () => written,
    stateBefore: (subject) => before.get(subject),

    async state(subject) {
      await load([subject]);
      return known.get(subject);
    },

    async resolve(texts, pointer) {
      const answers = await items.resolveItems(actor.member, texts);
      const found: ResolvedItem[] = [];
      const errors: Problem[] = [];
      for (const [at, answer] of answers.entries()) {
        const here = `${pointer}/${at}`;
        if (!answer.ok) errors.push(unresolved(answer.error, here));
        else if (named.has(answer.value.subject)) errors.push(twice(answer.value.name, here));
        else {
          named.set(answer.value.subject, { name: answer.value.name, pointer: here });
          found.push(answer.value);
        }
      }
      return errors.length === 0 ? ok(found) : refuse({ ...errors[0]!, ...(errors.length > 1 && { errors }) });
    },

    async write(what) {
      const composed = await compose(what);
      if (!composed.ok) return composed;
      for (const [subject, state] of composed.value.next) known.set(subject, state);
      written.push(composed.value.event);
      return ok(undefined);
    },

    async preview(what) {
      const composed = await compose(what);
      return composed.ok ? ok(undefined) : composed;
    },
  };
}

function unresolved({ code, text, detail }: { code: string; text: string; detail?: string }, pointer: string): Problem {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const why =
    code === "item-ambiguous"
      ? `Several modules have the serial number ${short}. Scan the label of the one you mean.`
      : `Nothing that you made, hold or are offered is called ${short}. Check it, or scan the label again.`;
  return { code, sentence: detail ? `${why} [${detail}]` : why, pointer, thing: short };
}

function twice(name: string, pointer: string): Problem {
  return { code: "item-twice", sentence: `${name} is in the list twice. Remove one of them.`, pointer, thing: name };
}
