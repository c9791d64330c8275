/** Moves beside custody: label keys, labels, claims, recalls, thefts, scrapping, returns and service, right or wrong. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import { signClaim } from "../../lib/domain/event/claim.ts";
import { correctionOf } from "../../lib/domain/event/corrections.ts";
import type { Hash, MemberId, Subject } from "../../lib/domain/event/event.ts";
import { eventHash } from "../../lib/domain/event/event-bytes.ts";
import { keySubject, labelIdOfSubject, labelSubject } from "../../lib/domain/event/subject.ts";
import { labelKeyIdOf } from "../../lib/domain/label/label-key.ts";
import { hashText, NETWORK, seedOf, transferId } from "./book.ts";
import type { CustodyModel } from "./custody-model.ts";
import { type Dice, daysAfter, Move, type World } from "./move.ts";
import { lot, MEMBERS } from "./world.ts";

const publicKeyOf = (name: string): Hash => hexOf(ed25519.getPublicKey(seedOf(name)));
const TEN_DAYS = 10 * 86_400_000;

/** Keys that the maker may declare, each with the subject that its name makes. */
const LABEL_KEYS = [1, 2, 3, 4].map((number) => {
  const key = { algorithm: "ed25519", publicKey: publicKeyOf(`label key ${number}`) } as const;
  return { ...key, subject: keySubject("lumina", labelKeyIdOf(key) ?? "") };
});

abstract class LifeMove extends Move {
  /** Any module of the lot, wherever it is. */
  protected module(): Subject {
    return lot.modules[(this.dice.picks[0] ?? 0) % lot.modules.length] ?? "";
  }

  /** Whoever holds the top of the thing speaks, unless the dice are wild. */
  protected letHolderSpeak(model: CustodyModel, thing: Subject): void {
    const top = model.topOf(thing);
    if (!this.dice.wild && top && "of" in top) this.actor = top.of;
  }

  /** The containers around the thing; wild dice leave one out. */
  protected within(model: CustodyModel, thing: Subject): { within?: readonly Subject[] } {
    const way = model.wayTo(thing).slice(0, -1);
    const named = this.dice.wild && this.dice.other % 2 === 0 ? way.slice(1) : way;
    return named.length > 0 ? { within: named } : {};
  }

  protected isRightWay(model: CustodyModel, thing: Subject, within: readonly Subject[] = []): boolean {
    return model.wayTo(thing).slice(0, -1).join() === within.join();
  }

  protected holds(model: CustodyModel, thing: Subject): boolean {
    const top = model.topOf(thing);
    return top !== undefined && "of" in top && top.of === this.actor;
  }
}

class DeclareKey extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const { subject, ...key } = LABEL_KEYS[this.dice.other % LABEL_KEYS.length] ?? LABEL_KEYS[0]!;
    if (!this.dice.wild) this.actor = "lumina";
    const notBefore = daysAfter(model.time, this.dice.wild ? 2 : 0);
    const notAfter = daysAfter(model.time, (this.dice.other % 12) - (this.dice.wild ? 6 : -1));
    const may = this.actor === "lumina" && !marks.keys.has(subject) && notAfter > notBefore;
    const quota = (this.dice.other % 3) + 1;
    if (!this.sayOfOne(world, { kind: "label-key-declared", ...key, notBefore, notAfter, quota }, subject, may)) return;
    marks.keys.set(subject, { notBefore, notAfter, quota, issued: 0, revoked: false });
  }
}

class RevokeKey extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    // Wild dice also name a key that nobody declared.
    const keys = this.dice.wild ? LABEL_KEYS.map(({ subject }) => subject) : [...marks.keys.keys()];
    const subject = keys[(this.dice.picks[0] ?? 0) % Math.max(keys.length, 1)];
    if (subject === undefined) return;
    if (!this.dice.wild) this.actor = "lumina";
    const key = marks.keys.get(subject);
    const may = this.actor === "lumina" && key?.revoked === false;
    if (!this.sayOfOne(world, { kind: "label-key-revoked", key: subject, reason: "stolen" }, subject, may)) return;
    if (key) key.revoked = true;
  }
}

class Replace extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const module = this.module();
    if (!this.dice.wild) this.actor = "lumina";
    const label = this.dice.wild && this.dice.other % 3 === 0 ? labelIdOfSubject(module) : marks.labelOn(module);
    const next = hashText(`label of move ${world.book.events.length}`);
    const key = this.labelKey(model);
    const mayLabel = this.actor === "lumina" && !marks.scrapped.has(module) && label === marks.labelOn(module);
    const may = mayLabel && (key === undefined || marks.maySign(key, model.time));
    const replacement = { label: next, activation: publicKeyOf(next), ...(key !== undefined && { labelKey: key }) };
    const fact = { kind: "label-replaced", module, label, replacement, reason: "damaged" } as const;
    if (!this.sayOfOne(world, fact, module, may)) return;
    marks.labels.set(module, next);
    marks.voided.add(label);
    marks.touched.add(module);
    if (key !== undefined) marks.sign(key);
  }

  /** Once in two times a bag label is printed as well, under some key: declared, used up, over, revoked; wild dice name one that nobody declared. */
  private labelKey(model: CustodyModel): Subject | undefined {
    if (this.dice.picks.length % 2 === 1) return undefined;
    const keys = this.dice.wild ? LABEL_KEYS.map(({ subject }) => subject) : [...model.marks.keys.keys()];
    return keys[this.dice.other % Math.max(keys.length, 1)];
  }
}

class Void extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const module = this.module();
    if (!this.dice.wild) this.actor = "lumina";
    const label = this.dice.other % 2 === 0 ? labelIdOfSubject(module) : marks.labelOn(module);
    const may = this.actor === "lumina" && !marks.voided.has(label);
    const contents = [labelSubject(label)];
    if (this.say(world, { kind: "labels-voided", reason: "misprint" }, contents, may)) marks.voided.add(label);
  }
}

class Activate extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const module = this.module();
    const label = marks.labelOn(module);
    const right = label === labelIdOfSubject(module) ? module : label;
    const isWrong = this.dice.wild && this.dice.other % 2 === 0;
    const buyer = this.dice.other % 3 === 0 ? "alice" : "bob";
    const checkpoint = { root: hashText("root"), size: 3 };
    const buyerKey = publicKeyOf(buyer);
    const claim = { v: 1, network: NETWORK, module, buyerKey, checkpoint, nonce: "ab".repeat(16) } as const;
    const signed = signClaim(claim, seedOf(isWrong ? "another secret" : right), seedOf(buyer));
    const may = !isWrong && !marks.activated.has(module) && !marks.scrapped.has(module);
    if (!this.sayOfOne(world, { kind: "activated", ...signed }, module, may)) return;
    marks.activated.set(module, buyerKey);
    marks.touched.add(module);
  }
}

class Recall extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const number = (this.dice.other % 4) + 1;
    const target = this.dice.other % 5 < 2 ? lot.subject : this.module();
    if (!this.dice.wild) this.actor = "lumina";
    const from = (this.dice.picks[0] ?? 0) % 12;
    const leaves = target === lot.subject && this.dice.other % 3 > 0 ? { leaves: [[from, from + 2]] as const } : {};
    const isOpen = target === lot.subject ? marks.lotRecalls.has(number) : marks.recallsOf(target).has(number);
    const may = this.actor === "lumina" && !isOpen && !marks.isDestroyed(target);
    const fact = { kind: "recalled", recall: transferId(number), target, ...leaves, reason: "laser ages" } as const;
    if (!this.sayOfOne(world, fact, target, may)) return;
    if (target === lot.subject) marks.lotRecalls.set(number, leaves.leaves);
    else marks.recallsOf(target).add(number);
    marks.touched.add(target);
  }
}

class Lift extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const open = [
      ...[...marks.lotRecalls.keys()].map((number) => [lot.subject, number] as const),
      ...[...marks.recalled].flatMap(([module, numbers]) => [...numbers].map((number) => [module, number] as const)),
    ];
    const [target, number] = open[this.dice.other % Math.max(open.length, 1)] ?? [lot.subject, 9];
    if (!this.dice.wild) this.actor = "lumina";
    const approver: MemberId = this.dice.wild ? (MEMBERS[this.dice.other % 3] ?? "") : "nordwind";
    const cosigner = this.dice.wild && this.dice.other % 2 === 0 ? "arcus" : approver;
    const signed = cosigner === approver || approver === this.actor;
    const may = this.actor === "lumina" && approver !== "lumina" && signed && open.length > 0;
    const fact = { kind: "recall-lifted", recall: transferId(number), target, approver, reason: "measured" } as const;
    if (!this.sayOfOne(world, fact, target, may, cosigner)) return;
    if (target === lot.subject) marks.lotRecalls.delete(number);
    else marks.recallsOf(target).delete(number);
  }
}

class ReportStolen extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const all = [...model.places.keys()];
    const thing = all[(this.dice.picks[0] ?? 0) % all.length] ?? "";
    this.letHolderSpeak(model, thing);
    const inside = this.within(model, thing);
    const { marks } = model;
    const fit = !marks.stolen.has(thing) && !model.closed.has(thing) && !marks.isDestroyed(thing);
    const may = fit && this.isRightWay(model, thing, inside.within) && this.holds(model, thing);
    if (!this.say(world, { kind: "reported-stolen", ...inside }, [thing], may)) return;
    marks.stolen.add(thing);
    marks.touched.add(thing);
  }
}

class Recover extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const stolen = this.dice.wild ? [...model.places.keys()] : [...marks.stolen];
    const thing = stolen[this.dice.other % Math.max(stolen.length, 1)];
    if (thing === undefined) return;
    this.letHolderSpeak(model, thing);
    const inside = this.within(model, thing);
    const may = marks.stolen.has(thing) && this.isRightWay(model, thing, inside.within) && this.holds(model, thing);
    if (this.say(world, { kind: "recovered", ...inside }, [thing], may)) marks.stolen.delete(thing);
  }
}

class Scrap extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const module = this.module();
    // Seldom: what is scrapped is out of the game.
    if (this.dice.other % 3 > 0) return;
    this.letHolderSpeak(model, module);
    const destroyed = this.dice.other % 4 === 0;
    const before = marks.scrapped.get(module);
    const again = before === undefined || (!before.destroyed && destroyed);
    const fit = again && !marks.stolen.has(module) && !marks.installed.has(module);
    const may = fit && model.isFree(this.actor, module);
    if (!this.say(world, { kind: "scrapped", destroyed, reason: "dead laser" }, [module], may)) return;
    const { body } = world.book.events.at(-1) ?? { body: undefined };
    if (body) marks.scrapped.set(module, { by: this.actor, at: model.time, destroyed, event: eventHash(body) });
    marks.touched.add(module);
    model.disputed.delete(module);
  }
}

class Undo extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const scrapped = world.book.events.filter(({ body }) => body.kind === "scrapped");
    const event = scrapped[this.dice.other % Math.max(scrapped.length, 1)];
    const module = event?.contents?.[0]?.subject;
    if (!event || module === undefined) return;
    if (!this.dice.wild) this.actor = event.body.actor;
    const inForce = marks.scrapped.get(module);
    const soon = inForce && Date.parse(model.time) - Date.parse(inForce.at) <= TEN_DAYS;
    const meant = inForce?.event === eventHash(event.body) && !inForce.destroyed && soon === true;
    const may = meant && this.actor === event.body.actor;
    if (this.sayOfOne(world, correctionOf(event, [module], "wrong shelf"), module, may)) marks.scrapped.delete(module);
  }
}

class Return extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const sold = [...model.places.keys()].filter((thing) => "soldBy" in (model.topOf(thing) ?? {}));
    const from = this.dice.wild || sold.length === 0 ? [...model.places.keys()] : sold;
    const thing = from[this.dice.other % from.length] ?? "";
    const top = model.topOf(thing);
    const seller = top && "soldBy" in top ? top.soldBy : undefined;
    if (!this.dice.wild) this.actor = this.dice.other % 4 === 0 ? "lumina" : (seller ?? "lumina");
    const inside = this.within(model, thing);
    const isMaker = thing.startsWith("module/") && this.actor === "lumina";
    const may =
      seller !== undefined && this.isRightWay(model, thing, inside.within) && (seller === this.actor || isMaker);
    if (!this.say(world, { kind: "returned", ...inside }, [thing], may)) return;
    const parent = inside.within?.at(-1);
    model.places.set(thing, { of: this.actor });
    if (parent !== undefined && model.childrenOf(parent).length === 0) model.closed.add(parent);
  }
}

class Work extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const module = this.module();
    this.letHolderSpeak(model, module);
    const core = { core: hashText("core") };
    const inside = this.within(model, module);
    if (this.dice.other % 3 === 0) {
      const right = this.isRightWay(model, module, inside.within) && this.holds(model, module);
      const fact = { kind: "inspected", module, result: "passed", ...inside } as const;
      if (this.sayOfOne(world, fact, module, right && !marks.isDestroyed(module))) marks.touched.add(module);
      return;
    }
    const fact =
      this.dice.other % 3 === 1
        ? ({ kind: "repaired", module, what: "latch" } as const)
        : ({ kind: "recoded", module, map: "SFF-8636", before: core, after: core, hostCoding: "Arista" } as const);
    const may = model.isFree(this.actor, module) && !marks.scrapped.has(module);
    if (this.sayOfOne(world, fact, module, may)) marks.touched.add(module);
  }
}

class Host extends LifeMove {
  protected act(model: CustodyModel, world: World): void {
    const { marks } = model;
    const modules = lot.modules.filter((module) => this.dice.wild || model.isFree("arcus", module));
    const [module] = this.pickFrom(modules);
    if (module === undefined) return;
    if (!this.dice.wild) this.actor = "arcus";
    const inHand = this.actor === "arcus" && model.isFree("arcus", module) && !marks.scrapped.has(module);
    const isIn = marks.installed.has(module);
    if (this.dice.wild ? this.dice.other % 2 === 0 : !isIn) {
      if (!this.sayOfOne(world, { kind: "installed", module }, module, inHand && !isIn && !marks.stolen.has(module)))
        return;
      marks.installed.add(module);
      marks.touched.add(module);
      model.disputed.delete(module);
    } else if (this.sayOfOne(world, { kind: "removed", module }, module, inHand && isIn))
      marks.installed.delete(module);
  }
}

/** Twice what seldom hits. */
export const LIFE_MOVES: readonly (new (dice: Dice) => Move)[] = [
  DeclareKey,
  DeclareKey,
  RevokeKey,
  Replace,
  Void,
  Activate,
  Recall,
  Lift,
  Lift,
  ReportStolen,
  Recover,
  Recover,
  Scrap,
  Scrap,
  Undo,
  Undo,
  Undo,
  Return,
  Return,
  Return,
  Work,
  Host,
  Host,
];
