/** A ledger of one test: it keeps states, writes events in the one right way, and takes what the rule book accepts. */

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesOfHex, hexOf } from "../../lib/domain/bytes/hex.ts";
import { utf8Of } from "../../lib/domain/bytes/utf8.ts";
import { apply } from "../../lib/domain/event/apply.ts";
import { leafHash } from "../../lib/domain/event/birth.ts";
import { draftEvent } from "../../lib/domain/event/draft.ts";
import type {
  Birth,
  Hash,
  Id16,
  LedgerEvent,
  LotLeaf,
  MemberId,
  MemberProfile,
  Opening,
  Subject,
  Time,
  TransferException,
} from "../../lib/domain/event/event.ts";
import type { Refusal } from "../../lib/domain/event/refusal.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import type { Signer, States, SubjectState } from "../../lib/domain/event/state.ts";
import { lotSubject, moduleSubject, productSubject } from "../../lib/domain/event/subject.ts";
import { subjectsOf } from "../../lib/domain/event/subjects-of.ts";
import { ssccOf } from "../../lib/domain/label/sscc.ts";
import { buildLevels } from "../../lib/domain/log/merkle-tree.ts";
import { expectOk, type Result } from "../../lib/domain/result.ts";
import { rootOf } from "../vectors/certificates.ts";

export const NETWORK: Id16 = "00112233445566778899aabbccddeeff";
export const NOW: Time = "2026-03-01T12:00:00.000Z";
export const LATER: Time = "2026-04-01T12:00:00.000Z";
export const MUCH_LATER: Time = "2026-06-01T12:00:00.000Z";

export type Said = {
  readonly contents?: readonly Subject[];
  readonly births?: readonly Birth[];
  readonly seal?: readonly Opening[];
  /** Whose signatures were found right; the actor's alone, unless said otherwise. */
  readonly signers?: readonly Signer[];
  /** What the writer believes was last; by default it knows. */
  readonly heads?: ReadonlyMap<Subject, Hash | null>;
};

export const signer = (member: MemberId, certificate = "1", ...roles: string[]): Signer => ({
  member,
  certificate: certificate.padStart(64, "0"),
  // One certificate, one key, one name, unless a test says otherwise.
  key: certificate.padStart(64, "0"),
  name: certificate.padStart(64, "0"),
  roles,
});

export class Book {
  readonly states = new Map<Subject, SubjectState>();
  readonly events: LedgerEvent[] = [];
  time: Time = NOW;
  private drafts = 0;

  /** A book that starts where this one is. */
  copy(): Book {
    const copy = new Book();
    for (const [subject, state] of this.states) copy.states.set(subject, state);
    copy.events.push(...this.events);
    copy.time = this.time;
    copy.drafts = this.drafts;
    return copy;
  }

  /** The event as the actor would write it now. */
  draft(actor: MemberId, fact: Fact, said: Said = {}): LedgerEvent {
    const heads = said.heads ?? new Map([...this.states].map(([subject, state]) => [subject, state.head]));
    return draftEvent({
      network: NETWORK,
      actor,
      at: this.time,
      eventId: (++this.drafts).toString(16).padStart(32, "0"),
      fact,
      ...(said.contents && { contents: said.contents }),
      ...(said.births && { births: said.births }),
      ...(said.seal && { seal: said.seal }),
      heads,
    });
  }

  /** Keeps the event if the rule book accepts it. Only what `subjectsOf` names is shown to the rules. */
  take(event: LedgerEvent, signers: readonly Signer[] = [signer(event.body.actor)]): Result<LedgerEvent, Refusal> {
    const next = apply(this.seenBy(event), event, { time: this.time, signers });
    if (!next.ok) return next;
    for (const [subject, state] of next.value) this.states.set(subject, state);
    this.events.push(event);
    return { ok: true, value: event };
  }

  say(actor: MemberId, fact: Fact, said: Said = {}): Result<LedgerEvent, Refusal> {
    return this.take(this.draft(actor, fact, said), said.signers);
  }

  /** What a ledger would load for the event. */
  seenBy(event: LedgerEvent): States {
    const { changes, reads } = subjectsOf(event);
    return new Map(
      [...changes, ...reads].flatMap((subject) => {
        const state = this.states.get(subject);
        return state ? [[subject, state] as const] : [];
      }),
    );
  }
}

export function profileOf(member: MemberId, more: Partial<MemberProfile> = {}): MemberProfile {
  return {
    member,
    name: `${member} Ltd`,
    roles: ["distributor"],
    roots: [rootOf(member)],
    releaseApprovers: 1,
    ...more,
  };
}

export const MAKER = profileOf("lumina", { roles: ["maker"], vendorNames: ["LUMINA"], gs1Prefixes: ["4012345"] });
export const TRADER = profileOf("nordwind", { gs1Prefixes: ["7350053"] });
export const OPERATOR = profileOf("arcus", { roles: ["operator"] });

/** A network of maker, trader and operator; the maker has declared one product. */
export function foundedBook(): Book {
  const book = new Book();
  expectOk(book.say("lumina", { kind: "network-founded", name: "Test network", founder: MAKER }));
  for (const admitted of [TRADER, OPERATOR]) {
    const approvers = admitted === TRADER ? ["lumina"] : ["lumina", "nordwind"];
    const signers = approvers.map((member) => signer(member));
    expectOk(book.say("lumina", { kind: "member-admitted", admitted, approvers }, { signers }));
  }
  expectOk(book.say("lumina", PRODUCT));
  return book;
}

export const PRODUCT = {
  kind: "product-declared",
  partNumber: "LM-100G-LR4",
  revision: "A",
  vendorName: "LUMINA",
  formFactor: "QSFP28",
  media: "smf",
} as const satisfies Fact;

export type TestLot = {
  readonly subject: Subject;
  readonly fact: Extract<Fact, { kind: "lot-registered" }>;
  readonly modules: readonly Subject[];
  birthOf(module: Subject): Birth;
};

/** The seed of a covered secret, or of a buyer's key. */
export const seedOf = (name: string): Uint8Array => sha256(utf8Of(`seed ${name}`));

/** A lot of made-up modules; the lot id keeps the labels of two lots apart. `covered`: each with a secret, `seedOf(module)`. */
export function lotOf(count: number, lotId = "L-1", maker = "lumina", covered = false): TestLot {
  const leaves: LotLeaf[] = Array.from({ length: count }, (_, index) => ({
    activation: covered
      ? hexOf(ed25519.getPublicKey(seedOf(moduleSubject(hashText(`label ${lotId} ${index}`)))))
      : null,
    label: hashText(`label ${lotId} ${index}`),
    record: hashText(`record ${lotId} ${index}`),
  }));
  const tree = buildLevels(leaves.map((leaf) => expectOk(bytesOfHex(leafHash(leaf)))));
  const modules = leaves.map((leaf) => moduleSubject(leaf.label));
  const subject = lotSubject(maker, lotId);
  return {
    subject,
    modules,
    fact: {
      kind: "lot-registered",
      lotId,
      product: productSubject(maker, PRODUCT.partNumber, PRODUCT.revision),
      count,
      root: hexOf(tree.root),
      manifest: hashText(`manifest ${lotId}`),
      madeOn: "2026-02-01",
    },
    birthOf(module) {
      const index = modules.indexOf(module);
      const leaf = leaves[index];
      if (!leaf) throw new Error(`${module} is not in lot ${lotId}`);
      return { hashes: tree.pathAt(index).map(hexOf), index, leaf, lot: subject };
    },
  };
}

export function release(book: Book, lot: TestLot): void {
  expectOk(book.say("lumina", lot.fact));
  const signers = [signer("lumina", "2", "release-approver")];
  expectOk(book.say("lumina", { kind: "lot-released", lot: lot.subject }, { signers }));
}

/** A founded network whose maker has one released lot. */
export function releasedBook(lot: TestLot): Book {
  const book = foundedBook();
  release(book, lot);
  return book;
}

export const makerSscc = (serial: number) => ssccOf(3, "4012345", serial);

export const hashText = (text: string): Hash => hexOf(sha256(utf8Of(text)));

/** "accepted", or the code of the refusal. */
export function answerOf(result: Result<unknown, Refusal>): "accepted" | Refusal["code"] {
  return result.ok ? "accepted" : result.error.code;
}

/** A transfer id. */
export const transferId = (number: number): Id16 => number.toString(16).padStart(32, "f");

/** Packs things of the actor's under a container; modules that have no event yet bring their births. */
export function pack(book: Book, actor: MemberId, container: Subject, things: readonly Subject[], lot?: TestLot) {
  return book.say(actor, { kind: "packed", container }, { contents: things, ...birthsFor(book, things, lot) });
}

export function unpack(book: Book, actor: MemberId, container: Subject, things: readonly Subject[]) {
  return book.say(actor, { kind: "unpacked", container }, { contents: things });
}

export function offer(
  book: Book,
  actor: MemberId,
  to: MemberId,
  number: number,
  things: readonly Subject[],
  lot?: TestLot,
) {
  const transfer = transferId(number);
  const fact = {
    kind: "transfer-offered",
    transfer,
    to,
    expiresAt: LATER,
    consignment: hashText("consignment"),
  } as const;
  return book.say(actor, fact, { contents: things, ...birthsFor(book, things, lot) });
}

export function accept(
  book: Book,
  actor: MemberId,
  number: number,
  things: readonly Subject[],
  except?: readonly TransferException[],
) {
  const fact = { kind: "transfer-accepted", transfer: transferId(number), ...(except && { except }) } as const;
  return book.say(actor, fact, { contents: things });
}

/** The births of the modules and labels that have no event yet, as an event about them brings them. */
export function birthsFor(book: Book, things: readonly Subject[], lot: TestLot | undefined) {
  const moduleOf = (thing: Subject) => thing.replace(/^label\//, "module/");
  const unborn = things.filter((thing) => lot?.modules.includes(moduleOf(thing)) && !book.states.has(thing));
  return lot && unborn.length > 0 ? { births: unborn.map((thing) => lot.birthOf(moduleOf(thing))) } : {};
}
