/** Modules and containers as an event finds them: a module without an event yet is born from its lot. */
import { ok, type Result } from "../result.ts";
import { verifyBirth } from "./birth.ts";
import type { LedgerEvent, MemberId, Subject } from "./event.ts";
import { no } from "./no.ts";
import { recallsOfLeaf } from "./recalls.ts";
import type { Refusal } from "./refusal.ts";
import type { NextState } from "./rule.ts";
import type { ContainerState, ModuleState, States, SubjectState } from "./state.ts";
import { moduleSubject } from "./subject.ts";

/** A module or container, its last event not looked at. */
export type Thing = Extract<NextState, { is: "module" | "container" }>;
export type Container = Extract<Thing, { is: "container" }>;
export type Module = Extract<Thing, { is: "module" }>;

/** What keeps a thing from being packed, offered or sold, wherever it is. */
export type Obstacle = "stolen" | "scrapped" | "installed" | "recalled";
type Standing =
  | Pick<Container, "is" | "stolen">
  | Pick<Module, "is" | "index" | "stolen" | "scrapped" | "installed" | "recalls">;

/** The thing before the event. A module's first own event brings its birth, and its lot must have been released. */
export function thingBefore(subject: Subject, event: LedgerEvent, states: States): Result<Thing, Refusal> {
  const state = states.get(subject);
  if (!state) return subject.startsWith("module/") ? born(subject, event, states) : no("thing-unknown", subject);
  return isThing(state) ? ok(state) : no("thing-unknown", subject);
}

/** A thing that may be packed, offered or sold: the actor's to move, and nothing speaks against it. */
export function freeThing(subject: Subject, event: LedgerEvent, states: States): Result<Thing, Refusal> {
  const thing = movableThing(subject, event, states);
  if (!thing.ok) return thing;
  // A lot's recall counts for modules that are born now: it is read with their birth only.
  const lot = thing.value.is === "module" && !states.has(subject) ? states.get(thing.value.lot) : undefined;
  const found = obstacleOf(thing.value, lot);
  return found ? no(found.code, subject, found.detail) : thing;
}

/** A thing that a member holds itself, at the top, open and not offered. */
export function movableThing(subject: Subject, event: LedgerEvent, states: States): Result<Thing, Refusal> {
  const thing = thingBefore(subject, event, states);
  if (!thing.ok) return thing;
  const { custody, offer } = thing.value;
  if (custody.at === "sold") return no("already-sold", subject);
  if (custody.at === "inside") return no("not-top-level", subject, custody.container);
  if (custody.holder !== event.body.actor) return no("not-the-holder", subject);
  if (offer !== undefined) return no("already-offered", subject, offer);
  if (thing.value.is === "container" && thing.value.emptied) return no("container-emptied", subject);
  return thing;
}

/** A module that its holder has in hand, and that was not scrapped: the only kind that is worked on. */
export function moduleInHand(subject: Subject, event: LedgerEvent, states: States): Result<Module, Refusal> {
  const thing = movableThing(subject, event, states);
  if (!thing.ok) return thing;
  if (thing.value.is !== "module") return no("thing-unknown", subject);
  return thing.value.scrapped ? no("scrapped", subject) : ok(thing.value);
}

/** A container that its holder may open: to put something in, or to take something out. */
export function openContainer(subject: Subject, event: LedgerEvent, states: States): Result<Container, Refusal> {
  const thing = freeThing(subject, event, states);
  if (!thing.ok) return thing.error.code === "not-top-level" ? no("container-not-top-level", subject) : thing;
  return thing.value.is === "container" ? ok(thing.value) : no("thing-unknown", subject);
}

/** The thing of an open transfer: exactly the offered things carry its id, so the right count of them is all of them. */
export function offeredThing(subject: Subject, transfer: string, states: States): Result<Thing, Refusal> {
  const state = states.get(subject);
  if (!state || !isThing(state)) return no("thing-unknown", subject);
  return state.offer === transfer ? ok(state) : no("contents-mismatch", subject, "is not offered in this transfer");
}

export function held(thing: Thing, holder: MemberId): Thing {
  return { ...thing, custody: { at: "holder", holder } };
}

/** No transfer freezes it any more. */
export function unfrozen(thing: Thing): Thing {
  const { offer: _, ...free } = thing;
  return free;
}

/** The holder has dealt with it again, so what was in doubt at an acceptance is settled. */
export function undisputed(thing: Thing): Thing {
  const { disputed: _, ...settled } = thing;
  return settled;
}

/** With so many things fewer in it. A container that lost its last thing is closed for ever. */
export function lightened(container: Container, taken: number): Container {
  const count = container.count - taken;
  return count === 0 ? { ...container, count, emptied: true } : { ...container, count };
}

/** Why a thing that its holder has at the top stays where it is. @param lot where its recalls count as well */
export function obstacleOf(
  thing: Standing,
  lot: NextState | undefined,
): { readonly code: Obstacle; readonly detail?: string } | undefined {
  if (thing.stolen !== undefined) return { code: "stolen", detail: thing.stolen };
  if (thing.is === "container") return undefined;
  if (thing.scrapped) return { code: "scrapped" };
  if (thing.installed !== undefined) return { code: "installed" };
  const [recall] = [...(thing.recalls ?? []), ...recallsOfLeaf(lot, thing.index)];
  return recall === undefined ? undefined : { code: "recalled", detail: recall };
}

function born(subject: Subject, event: LedgerEvent, states: States): Result<Thing, Refusal> {
  const birth = event.births?.find(({ leaf }) => moduleSubject(leaf.label) === subject);
  if (!birth) return no("birth-missing", subject);
  const lot = states.get(birth.lot);
  if (lot?.is !== "lot") return no("lot-unknown", birth.lot);
  if (!verifyBirth(birth, lot)) return no("birth-invalid", subject);
  if (lot.status !== "released") return no("lot-not-released", birth.lot);
  const { record, activation } = birth.leaf;
  const custody = { at: "holder", holder: lot.maker } as const;
  return ok({ is: "module", lot: birth.lot, index: birth.index, record, activation, custody });
}

function isThing(state: SubjectState): state is ModuleState | ContainerState {
  return state.is === "module" || state.is === "container";
}
