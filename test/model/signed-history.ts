/** Histories with real signatures: what members did at random, as a follower gets it, rule-broken entries included. */
import { createHash } from "node:crypto";
import type { LedgerEvent, MemberId, Subject, Time } from "../../lib/domain/event/event.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import type { TransferState } from "../../lib/domain/event/state.ts";
import { containerSubject, parseSubject } from "../../lib/domain/event/subject.ts";
import type { Committed } from "../../lib/ports/ledger.ts";
import { type Person, signatureOf } from "../vectors/certificates.ts";
import { Book, lotOf, MAKER, makerSscc, OPERATOR, PRODUCT, type Said, signer, type TestLot, TRADER } from "./book.ts";
import { birthsOf, MEMBERS, type Pick, thingsOf } from "./history-things.ts";
import { lifeStep } from "./life-steps.ts";

/** A book whose events carry signatures that verify. */
export class SignedBook {
  readonly book = new Book();
  readonly entries: Committed[] = [];

  say(
    actor: MemberId,
    fact: Fact,
    said: Said = {},
    people: readonly Person[] = [{ member: actor, name: "service" }],
  ): boolean {
    // The form of an event refuses an empty list before any rule sees it.
    if (said.contents?.length === 0) return false;
    const draft = this.book.draft(actor, fact, said);
    const event = signed(draft, people);
    const signers = people.map(({ member, name, roles = [] }) => signer(member, name, ...roles));
    // The rules see the time that the entry will have: some states remember it.
    const { time } = this.book;
    this.book.time = this.nextTime();
    const taken = this.book.take(event, signers);
    this.book.time = time;
    if (taken.ok) this.record(event);
    return taken.ok;
  }

  /** An entry that nobody should have let in; it keeps its place. */
  force(event: LedgerEvent): void {
    this.record(event);
  }

  private record(event: LedgerEvent): void {
    this.entries.push({ position: { index: this.entries.length }, event, time: this.nextTime() });
  }

  private nextTime(): Time {
    return new Date(Date.parse(this.book.time) + this.entries.length * 1000).toISOString() as Time;
  }
}

export function signed(event: LedgerEvent, people: readonly Person[]): LedgerEvent {
  const signatures = people.map((person) => signatureOf(event.body, person));
  return { ...event, signatures: [...signatures].sort((a, b) => (fingerprint(a) < fingerprint(b) ? -1 : 1)) };
}

export function foundedHistory(): SignedBook {
  const history = new SignedBook();
  const service = (member: MemberId): Person => ({ member, name: "service" });
  expectTrue(history.say("lumina", { kind: "network-founded", name: "Test network", founder: MAKER }));
  for (const [admitted, approvers] of [
    [TRADER, ["lumina"]],
    [OPERATOR, ["lumina", "nordwind"]],
  ] as const) {
    const signers = approvers.map((member) => signer(member, member));
    expectTrue(
      history.say("lumina", { kind: "member-admitted", admitted, approvers }, { signers }, approvers.map(service)),
    );
  }
  expectTrue(history.say("lumina", PRODUCT));
  return history;
}

/** @param choices whatever a generator gave: each decides one step */
export function randomHistory(choices: readonly number[]): SignedBook {
  const history = foundedHistory();
  const lots = [lotOf(9, "L-1", "lumina", true), lotOf(5, "L/2 ß"), lotOf(7, "L-3", "lumina", true)];
  let at = 0;
  const pick = <T>(list: readonly T[]): T | undefined => list[(choices[at++] ?? 0) % Math.max(1, list.length)];
  for (const lot of lots) expectTrue(history.say("lumina", lot.fact));
  // The first lot is on the market from the start, else most of a history waits for a release.
  const approver: Person = { member: "lumina", name: "approver", roles: ["release-approver"] };
  expectTrue(history.say("lumina", { kind: "lot-released", lot: lots[0]?.subject ?? "" }, {}, [approver]));
  while (at < choices.length) step(history, lots, pick);
  return history;
}

function step(history: SignedBook, lots: readonly TestLot[], pick: Pick): void {
  const { book } = history;
  const actor = pick(MEMBERS) as MemberId;
  const some = (list: readonly Subject[]) =>
    [...new Set([pick(list), pick(list), pick(list)])].filter((one) => one !== undefined);
  const free = freeThings(book, lots, actor);
  const openTransfers = [...book.states].filter(([, state]) => state.is === "transfer" && state.status === "offered");
  if (pick([false, true])) {
    lifeStep(history, lots, pick);
    return;
  }
  switch (pick([0, 1, 1, 2, 3, 3, 4, 4, 5, 6, 7])) {
    case 0: {
      const lot = pick(lots) as TestLot;
      const fact: Fact =
        pick([0, 1, 2, 3]) === 0
          ? { kind: "lot-withdrawn", lot: lot.subject, reason: "wrong" }
          : { kind: "lot-released", lot: lot.subject };
      history.say("lumina", fact, {}, [{ member: "lumina", name: "approver", roles: ["release-approver"] }]);
      return;
    }
    case 1: {
      const contents = some(free);
      const container = containerFor(book, pick([1, 2, 3, 4]) as number);
      history.say(
        actor,
        { kind: "packed", container },
        { contents: contents.filter((one) => one !== container), births: birthsOf(book, lots, contents) },
      );
      return;
    }
    case 2: {
      const container = pick(free.filter((subject) => subject.startsWith("container/")));
      if (!container) return;
      history.say(actor, { kind: "unpacked", container }, { contents: some(childrenOf(book, container)) });
      return;
    }
    case 3: {
      const contents = some(free);
      const to = pick(MEMBERS) as MemberId;
      const transfer = String(history.entries.length).padStart(32, "0");
      const fact: Fact = {
        kind: "transfer-offered",
        transfer,
        to,
        expiresAt: "2026-12-01T00:00:00.000Z",
        consignment: "0".repeat(64),
      };
      history.say(actor, fact, { contents, births: birthsOf(book, lots, contents) });
      return;
    }
    case 4: {
      const open = pick(openTransfers);
      if (!open) return;
      const [subject, state] = open as [Subject, TransferState];
      const transfer = subject.slice("transfer/".length);
      const contents = thingsOf(book).flatMap(([thing, { offer }]) => (offer === transfer ? [thing] : []));
      const excepted = pick([false, true]) ? pathDown(book, pick(contents) as Subject, pick) : undefined;
      const fact: Fact = {
        kind: "transfer-accepted",
        transfer,
        ...(excepted && { except: [{ path: excepted, reason: "missing" as const }] }),
      };
      history.say(state.to, fact, { contents });
      return;
    }
    case 5: {
      const open = pick(openTransfers);
      if (!open) return;
      const [subject, state] = open as [Subject, TransferState];
      const transfer = subject.slice("transfer/".length);
      const contents = thingsOf(book).flatMap(([thing, { offer }]) => (offer === transfer ? [thing] : []));
      const declines = pick([true, false]);
      history.say(
        declines ? state.to : state.from,
        declines
          ? { kind: "transfer-declined", transfer, reason: "no room" }
          : { kind: "transfer-withdrawn", transfer },
        { contents },
      );
      return;
    }
    case 6: {
      const contents = some(free);
      history.say(actor, { kind: "sold" }, { contents, births: birthsOf(book, lots, contents) });
      return;
    }
    default: {
      // Somebody let in what the rule book refuses: selling what another member holds.
      const contents = some(freeThings(book, lots, pick(MEMBERS) as MemberId));
      const draft = book.draft(
        actor,
        { kind: "sold" },
        { contents: contents.length ? contents : [lots[0]!.modules[0]!] },
      );
      const event = signed(draft, [{ member: actor, name: "service" }]);
      if (!book.copy().take(event).ok) history.force(event);
    }
  }
}

function freeThings(book: Book, lots: readonly TestLot[], holder: MemberId): Subject[] {
  const held = thingsOf(book).flatMap(([subject, { custody, offer }]) =>
    custody.at === "holder" && custody.holder === holder && offer === undefined ? [subject] : [],
  );
  const untouched = lots.flatMap(({ modules }) => modules.filter((one) => !book.states.has(one)));
  return [...held, ...(holder === "lumina" ? untouched : [])];
}

function containerFor(book: Book, serial: number): Subject {
  const sscc = makerSscc(serial);
  for (let n = 1; ; n++) {
    const subject = containerSubject("lumina", sscc, n);
    const state = book.states.get(subject);
    if (state?.is !== "container" || !state.emptied) return subject;
  }
}

function childrenOf(book: Book, container: Subject): Subject[] {
  return thingsOf(book).flatMap(([subject, { custody }]) =>
    custody.at === "inside" && custody.container === container ? [subject] : [],
  );
}

function pathDown(book: Book, from: Subject, pick: Pick): Subject[] {
  const path = [from];
  for (let depth = 0; depth < 4; depth++) {
    const child =
      pick([true, true, false]) && parseSubject(path.at(-1) as Subject).ok
        ? pick(childrenOf(book, path.at(-1) as Subject))
        : undefined;
    if (!child) break;
    path.push(child);
  }
  return path;
}

function fingerprint({ certificate }: { certificate: string }): string {
  return createHash("sha256").update(Buffer.from(certificate, "base64url")).digest("hex");
}

function expectTrue(value: boolean): void {
  if (!value) throw new Error("the founding of a test network was refused");
}
