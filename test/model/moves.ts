/** What members may try, right or wrong: each move asks the model first and holds the rule book's answer against it. */
import fc from "fast-check";
import type { ExceptionReason, MemberId, Subject, TransferException } from "../../lib/domain/event/event.ts";
import { containerSubject } from "../../lib/domain/event/subject.ts";
import { ssccOf } from "../../lib/domain/label/sscc.ts";
import { answerOf, hashText, transferId } from "./book.ts";
import type { CustodyModel } from "./custody-model.ts";
import { LIFE_MOVES } from "./life-moves.ts";
import { compared, daysAfter, dice, Move, type World } from "./move.ts";
import { beginning, MEMBERS, PREFIX } from "./world.ts";

class Pack extends Move {
  protected act(model: CustodyModel, world: World): void {
    const owner = this.dice.wild ? (MEMBERS[this.dice.other % 3] ?? "") : this.actor;
    const sscc = ssccOf(0, PREFIX[owner] ?? "", this.dice.other % 3);
    let n = 1;
    while (model.closed.has(containerSubject(owner, sscc, n))) n++;
    const container = containerSubject(owner, sscc, this.dice.wild && this.dice.other % 5 === 0 ? n + 1 : n);
    const things = this.things(model).filter((thing) => this.dice.wild || thing !== container);
    if (things.length === 0) return;
    const may = model.mayPack(this.actor, container, things);
    if (this.say(world, { kind: "packed", container }, things, may)) model.pack(container, things, this.actor);
  }
}

class Unpack extends Move {
  protected act(model: CustodyModel, world: World): void {
    const containers = [...model.places.keys()].filter((thing) => thing.startsWith("container/"));
    const ready = containers.filter((container) => model.isFree(this.actor, container));
    const [container] = this.pickFrom(this.dice.wild || ready.length === 0 ? containers : ready);
    if (container === undefined) return;
    // Once in three times everything comes out.
    const inside = model.childrenOf(container);
    const right = this.dice.other % 3 === 0 ? inside : this.pickFrom(inside);
    const things = this.dice.wild || right.length === 0 ? this.things(model) : right;
    const born = things.filter((thing) => world.book.states.has(thing));
    if (born.length === 0) return;
    const may = model.mayUnpack(this.actor, container, born);
    if (this.say(world, { kind: "unpacked", container }, born, may)) model.unpack(container, born, this.actor);
  }
}

class Offer extends Move {
  protected act(model: CustodyModel, world: World): void {
    const ahead = (this.dice.wild ? 0 : 1) + (this.dice.other % 2);
    const to = MEMBERS[(MEMBERS.indexOf(this.actor) + ahead) % MEMBERS.length] ?? "";
    const number = this.dice.wild && this.dice.other % 3 === 0 ? this.offerNumber(model) : model.offers.size + 1;
    const chosen = this.things(model);
    const containers = chosen.filter((thing) => thing.startsWith("container/"));
    const things = containers.length > 0 && !this.dice.wild ? containers : chosen;
    const may = model.mayOffer(this.actor, to, number, things);
    const expiresAt = daysAfter(model.time, 3);
    const terms = { transfer: transferId(number), to, expiresAt, consignment: hashText("c") };
    if (this.say(world, { kind: "transfer-offered", ...terms }, things, may))
      model.offer(number, { from: this.actor, to, things, expiresAt, open: true });
  }
}

/** Answers come from the right member unless the dice are wild. */
abstract class Answer extends Move {
  protected act(model: CustodyModel, world: World): void {
    const number = this.offerNumber(model);
    const offer = model.offers.get(number);
    if (offer && !this.dice.wild) this.actor = this.speakerOf(offer);
    const things =
      this.dice.wild && this.dice.other % 2 === 0 ? this.things(model) : (offer?.things ?? this.things(model));
    const born = things.filter((thing) => world.book.states.has(thing));
    if (born.length > 0) this.answer(model, world, number, born);
  }

  protected abstract speakerOf(offer: { from: MemberId; to: MemberId }): MemberId;
  protected abstract answer(model: CustodyModel, world: World, number: number, things: readonly Subject[]): void;
}

class Accept extends Answer {
  protected speakerOf = ({ to }: { to: MemberId }) => to;

  protected answer(model: CustodyModel, world: World, number: number, things: readonly Subject[]): void {
    const except = this.exceptions(model, things);
    const may = model.mayAccept(this.actor, number, things, except);
    const fact = {
      kind: "transfer-accepted",
      transfer: transferId(number),
      ...(except.length > 0 && { except }),
    } as const;
    if (this.say(world, fact, things, may)) model.accept(number, except);
  }

  /** Things somewhere inside what is offered; wild dice also cut the way short or name things from elsewhere. */
  private exceptions(model: CustodyModel, things: readonly Subject[]): TransferException[] {
    if (this.dice.other % 3 === 0) return [];
    const inside = [...model.places.keys()].filter((thing) => things.includes(model.wayTo(thing)[0] ?? ""));
    const deep = inside.filter((thing) => model.wayTo(thing).length > 2);
    const likely = deep.length > 0 && this.dice.other % 5 > 0 ? deep : inside;
    const chosen = this.pickFrom(this.dice.wild ? [...model.places.keys()] : likely);
    const ways = chosen.map((thing) => model.wayTo(thing));
    const apart = ways.filter(
      (way) => this.dice.wild || !ways.some((other) => other !== way && startsWith(way, other)),
    );
    const cut = this.dice.wild && this.dice.other % 4 === 1;
    const paths = apart.map((way) => (cut && way.length > 2 ? way.toSpliced(1, 1) : way));
    return paths.map((path, at) => ({ path, reason: (at % 2 === 0 ? "missing" : "damaged") as ExceptionReason }));
  }
}

class Decline extends Answer {
  protected speakerOf = ({ to }: { to: MemberId }) => to;

  protected answer(model: CustodyModel, world: World, number: number, things: readonly Subject[]): void {
    const may = model.mayDecline(this.actor, number, things);
    if (this.say(world, { kind: "transfer-declined", transfer: transferId(number) }, things, may)) model.close(number);
  }
}

class Withdraw extends Answer {
  protected speakerOf = ({ from, to }: { from: MemberId; to: MemberId }) => (this.dice.other % 4 === 0 ? to : from);

  protected answer(model: CustodyModel, world: World, number: number, things: readonly Subject[]): void {
    const may = model.mayWithdraw(this.actor, number, things);
    if (this.say(world, { kind: "transfer-withdrawn", transfer: transferId(number) }, things, may)) model.close(number);
  }
}

class Sell extends Move {
  protected act(model: CustodyModel, world: World): void {
    // Seldom a container: whatever is sold is out of the game, with all that is in it.
    const chosen = this.things(model).filter((thing) => this.dice.other % 5 === 0 || thing.startsWith("module/"));
    const things = chosen.slice(0, 1);
    if (things.length === 0 || this.dice.other % 3 > 0) return;
    const may = model.maySell(this.actor, things);
    if (this.say(world, { kind: "sold" }, things, may)) model.sell(things, this.actor);
  }
}

class Wait extends Move {
  protected act(model: CustodyModel, world: World): void {
    model.time = daysAfter(model.time, (this.dice.other % 4) + 1);
    world.book.time = model.time;
  }
}

/** An event that was taken once is sent again. */
class Repeat extends Move {
  protected act(_: CustodyModel, { book }: World): void {
    const said = book.events.slice(beginning.events.length);
    const event = said[this.dice.other % Math.max(said.length, 1)];
    const answer = event && answerOf(book.copy().take(event));
    if (event && answer !== "stale-subject") throw new Error(`taken twice: ${JSON.stringify(event)}`);
  }
}

const KINDS = [Pack, Pack, Pack, Unpack, Unpack, Offer, Offer, Accept, Accept, Decline, Withdraw, Sell, Wait, Repeat];

/** Up to sixty moves of one run. */
export const moves = fc.commands(
  [...KINDS, ...LIFE_MOVES].map((Kind) => dice.map((thrown) => compared(new Kind(thrown)))),
  { maxCommands: 60, size: "max" },
);

function startsWith(way: readonly Subject[], beginning: readonly Subject[]): boolean {
  return beginning.every((thing, at) => way[at] === thing);
}
