/** How a move is made: dice choose who speaks and of what, the model says whether it may, the rule book must answer the same. */
import fc from "fast-check";
import { canonicalJson } from "../../lib/domain/event/canonical-json.ts";
import type { EventKind, MemberId, Subject } from "../../lib/domain/event/event.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { step } from "../../lib/domain/event/step.ts";
import { expectAgreement } from "./agreement.ts";
import { answerOf, type Book, birthsFor, hashText, signer } from "./book.ts";
import type { CustodyModel } from "./custody-model.ts";
import { lot, MEMBERS } from "./world.ts";

export type World = { readonly book: Book; readonly accepted: Map<EventKind, number> };

/** Each number picks something of what there is when the command runs. `wild`: anything at all, right or wrong. */
export type Dice = {
  readonly actor: number;
  readonly picks: readonly number[];
  readonly other: number;
  readonly wild: boolean;
  readonly stale: boolean;
};

export abstract class Move implements fc.Command<CustodyModel, World> {
  readonly dice: Dice;
  constructor(dice: Dice) {
    this.dice = dice;
  }
  check = () => true;
  toString = () => `${this.constructor.name}(${JSON.stringify(this.dice)})`;
  protected actor: MemberId = "";

  /** Unless the dice are wild, somebody speaks who has something to decide about. */
  run(model: CustodyModel, world: World): void {
    const holders = MEMBERS.filter((member) => [...model.places.keys()].some((thing) => model.isFree(member, thing)));
    const speakers = this.dice.wild || holders.length === 0 ? MEMBERS : holders;
    this.actor = speakers[this.dice.actor % speakers.length] ?? "";
    this.act(model, world);
  }
  protected abstract act(model: CustodyModel, world: World): void;

  /** Different things of a list, at most as many as there are numbers. */
  protected pickFrom(list: readonly Subject[]): Subject[] {
    return list.length === 0 ? [] : [...new Set(this.dice.picks.map((pick) => list[pick % list.length] ?? ""))];
  }

  protected things(model: CustodyModel): Subject[] {
    const all = [...model.places.keys()];
    const free = all.filter((thing) => model.isFree(this.actor, thing));
    return this.pickFrom(this.dice.wild || free.length === 0 ? all : free);
  }

  /** A number of an offer that somebody made, or of none. */
  protected offerNumber(model: CustodyModel): number {
    const open = [...model.offers].filter(([, offer]) => offer.open || this.dice.wild).map(([number]) => number);
    return open.length === 0 ? 999 : (open[this.dice.other % open.length] ?? 999);
  }

  /** Says it, and holds the answer against what the model thinks. True when the ledger took it. */
  protected say(world: World, fact: Fact, contents: readonly Subject[], may: boolean): boolean {
    return this.sayOf(world, fact, contents, contents, may);
  }

  /** As `say`, of a single module, lot or label: it stands in the body, and there is no list. */
  protected sayOfOne(world: World, fact: Fact, about: Subject, may: boolean, ...cosigners: MemberId[]): boolean {
    return this.sayOf(world, fact, undefined, [about], may, ...cosigners);
  }

  private sayOf(
    world: World,
    fact: Fact,
    contents: readonly Subject[] | undefined,
    about: readonly Subject[],
    may: boolean,
    ...cosigners: MemberId[]
  ): boolean {
    const { book } = world;
    const said = { ...(contents && { contents }), ...birthsFor(book, about, lot) };
    // A writer who has not heard of the last event of one thing is refused, whatever it wants.
    const known = about.find((thing) => book.states.has(thing));
    const heads = new Map([...book.states].map(([subject, state]) => [subject, state.head] as const));
    if (this.dice.stale && known) heads.set(known, hashText("an event that nobody wrote"));
    const isStale = this.dice.stale && known !== undefined;
    const event = book.draft(this.actor, fact, { ...said, heads });
    const before = new Map(book.states);
    const signers = [...new Set([this.actor, ...cosigners])].map((member) => signer(member));
    const answer = book.take(event, signers);
    if (answer.ok !== (may && !isStale))
      throw new Error(`the rule book says ${answerOf(answer)}: ${JSON.stringify(event)}`);
    if (!answer.ok) return false;
    world.accepted.set(fact.kind, (world.accepted.get(fact.kind) ?? 0) + 1);
    for (const thing of contents ?? []) expectStepAlone(before, book, thing);
    return true;
  }
}

/** The rule of one listed thing looks at no other thing of the list, nor at the list. */
function expectStepAlone(before: ReadonlyMap<Subject, unknown>, book: Book, thing: Subject): void {
  const { contents = [], ...event } = book.events.at(-1) ?? { body: undefined };
  if (!event.body) throw new Error("no event");
  const siblings = new Set(contents.map((link) => link.subject).filter((subject) => subject !== thing));
  const alone = new Map([...before].filter(([subject]) => !siblings.has(subject))) as Book["states"];
  const tx = { time: book.time, signers: [signer(event.body.actor)] };
  const answer = step(thing, event as Parameters<typeof step>[1], alone, tx);
  const same = answer.ok && canonicalJson(answer.value) === canonicalJson(book.states.get(thing) ?? null);
  if (!same) throw new Error(`the rule of ${thing} looks at its siblings: ${JSON.stringify(answer)}`);
}

/** Without fast-check's bias for small numbers: nearly every throw would be wild and stale, and nothing would happen. */
export const dice: fc.Arbitrary<Dice> = fc.noBias(
  fc.record({
    actor: fc.nat(2),
    picks: fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }),
    other: fc.nat(59),
    wild: fc.nat(4).map((number) => number === 0),
    stale: fc.nat(15).map((number) => number === 0),
  }),
);

/** A move, and after it the comparison. */
export function compared(move: Move): fc.Command<CustodyModel, World> {
  return {
    check: move.check,
    toString: move.toString,
    run(model, world) {
      move.run(model, world);
      expectAgreement(model, world.book, lot.modules);
    },
  };
}

export function daysAfter(time: string, days: number): string {
  return new Date(Date.parse(time) + days * 86_400_000).toISOString();
}
