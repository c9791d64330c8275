/** Custody as a child would keep it: a map from each thing to who has it or what it is in. The rule book must agree. */
import type { MemberId, Subject, Time, TransferException } from "../../lib/domain/event/event.ts";
import { parseSubject } from "../../lib/domain/event/subject.ts";
import { Marks } from "./marks.ts";

export type Place = { readonly of: MemberId } | { readonly in: Subject } | { readonly soldBy: MemberId };
export type Offer = {
  readonly from: MemberId;
  readonly to: MemberId;
  readonly things: readonly Subject[];
  readonly expiresAt: Time;
  open: boolean;
};

export class CustodyModel {
  readonly places = new Map<Subject, Place>();
  readonly frozen = new Set<Subject>();
  readonly closed = new Set<Subject>();
  readonly disputed = new Set<Subject>();
  readonly offers = new Map<number, Offer>();
  /** What else is known of things: a theft, a recall, … */
  readonly marks: Marks;
  time: Time;

  /** At the beginning every module is its maker's, and there are no containers. */
  constructor(modules: readonly Subject[], maker: MemberId, time: Time) {
    for (const module of modules) this.places.set(module, { of: maker });
    this.marks = new Marks(modules);
    this.time = time;
  }

  mayPack(actor: MemberId, container: Subject, things: readonly Subject[]): boolean {
    const place = this.places.get(container);
    const ready = place ? this.isTradeable(actor, container) : this.mayNumber(actor, container);
    return ready && !things.includes(container) && things.every((thing) => this.isTradeable(actor, thing));
  }

  pack(container: Subject, things: readonly Subject[], actor: MemberId): void {
    if (!this.places.has(container)) this.places.set(container, { of: actor });
    for (const thing of things) this.move(thing, { in: container });
  }

  mayUnpack(actor: MemberId, container: Subject, things: readonly Subject[]): boolean {
    return this.isTradeable(actor, container) && things.every((thing) => this.isIn(thing, container));
  }

  unpack(container: Subject, things: readonly Subject[], actor: MemberId): void {
    for (const thing of things) this.places.set(thing, { of: actor });
    if (this.childrenOf(container).length === 0) this.closed.add(container);
  }

  mayOffer(actor: MemberId, to: MemberId, number: number, things: readonly Subject[]): boolean {
    return actor !== to && !this.offers.has(number) && things.every((thing) => this.isTradeable(actor, thing));
  }

  offer(number: number, offer: Offer): void {
    this.offers.set(number, offer);
    for (const thing of offer.things) {
      this.frozen.add(thing);
      this.disputed.delete(thing);
      this.marks.touched.add(thing);
    }
  }

  mayAccept(
    actor: MemberId,
    number: number,
    things: readonly Subject[],
    except: readonly TransferException[],
  ): boolean {
    const offer = this.offers.get(number);
    if (!offer?.open || offer.to !== actor || this.time > offer.expiresAt || !sameSet(offer.things, things))
      return false;
    const excepted = except.map(({ path }) => path.at(-1));
    return (
      new Set(excepted).size === excepted.length &&
      except.every(({ path }) => {
        const [first = "", ...rest] = path;
        const above = path.slice(0, -1);
        const nested = rest.every((thing, at) => this.isIn(thing, path[at] ?? ""));
        return things.includes(first) && nested && !above.some((container) => excepted.includes(container));
      })
    );
  }

  accept(number: number, except: readonly TransferException[]): void {
    const offer = this.close(number);
    for (const thing of offer.things) this.places.set(thing, { of: offer.to });
    for (const { path } of except) {
      const thing = path.at(-1) ?? "";
      this.places.set(thing, { of: offer.from });
      this.disputed.add(thing);
    }
    for (const { path } of except) {
      const parent = path.at(-2);
      if (parent !== undefined && this.childrenOf(parent).length === 0) this.closed.add(parent);
    }
  }

  mayDecline(actor: MemberId, number: number, things: readonly Subject[]): boolean {
    const offer = this.offers.get(number);
    return offer?.open === true && offer.to === actor && sameSet(offer.things, things);
  }

  mayWithdraw(actor: MemberId, number: number, things: readonly Subject[]): boolean {
    const offer = this.offers.get(number);
    if (!offer?.open || !sameSet(offer.things, things)) return false;
    return offer.from === actor || this.time > offer.expiresAt;
  }

  /** Declined or withdrawn: everything stays where it is. */
  close(number: number): Offer {
    const offer = this.offers.get(number);
    if (!offer) throw new Error(`no offer ${number}`);
    offer.open = false;
    for (const thing of offer.things) this.frozen.delete(thing);
    return offer;
  }

  maySell(actor: MemberId, things: readonly Subject[]): boolean {
    return things.every((thing) => this.isTradeable(actor, thing));
  }

  sell(things: readonly Subject[], actor: MemberId): void {
    for (const thing of things) this.move(thing, { soldBy: actor });
  }

  isFree(actor: MemberId, thing: Subject): boolean {
    const place = this.places.get(thing);
    return (
      place !== undefined && "of" in place && place.of === actor && !this.frozen.has(thing) && !this.closed.has(thing)
    );
  }

  childrenOf(container: Subject): Subject[] {
    return [...this.places.keys()].filter((thing) => this.isIn(thing, container));
  }

  /** From the outermost container down to the thing. */
  wayTo(thing: Subject): Subject[] {
    const place = this.places.get(thing);
    return place && "in" in place ? [...this.wayTo(place.in), thing] : [thing];
  }

  private isIn(thing: Subject, container: Subject): boolean {
    const place = this.places.get(thing);
    return place !== undefined && "in" in place && place.in === container;
  }

  private mayNumber(actor: MemberId, container: Subject): boolean {
    const parsed = parseSubject(container);
    if (!parsed.ok || parsed.value.is !== "container" || parsed.value.member !== actor) return false;
    return parsed.value.n === 1 || this.closed.has(container.replace(/\d+$/, String(parsed.value.n - 1)));
  }

  /** It may change hands: nothing that is known of it speaks against that. */
  isTradeable(actor: MemberId, thing: Subject): boolean {
    return this.isFree(actor, thing) && !this.marks.hold(thing);
  }

  /** Who answers for it: whoever holds the outermost container around it. */
  topOf(thing: Subject): Place | undefined {
    return this.places.get(this.wayTo(thing)[0] ?? "");
  }

  private move(thing: Subject, place: Place): void {
    this.places.set(thing, place);
    this.disputed.delete(thing);
    this.marks.touched.add(thing);
  }
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
