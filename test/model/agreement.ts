/** What must hold after every event: the rule book's states are the model's map, and nothing was lost (trust.md section 11). */
import { expect } from "vitest";
import type { Subject } from "../../lib/domain/event/event.ts";
import { eventHash } from "../../lib/domain/event/event-bytes.ts";
import { transferSubject } from "../../lib/domain/event/subject.ts";
import type { Book } from "./book.ts";
import type { CustodyModel } from "./custody-model.ts";

/** After every command: the ledger's states are the model's map, and the invariants I-6 and I-11 hold. */
export function expectAgreement(model: CustodyModel, book: Book, modules: readonly Subject[]): void {
  const pairs = [...model.places.keys()].map((thing) => [thing, inModel(model, thing), inBook(book, thing)] as const);
  const different = pairs.filter(([, expected, found]) => expected !== found);
  // A throw and no `expect`: this runs tens of thousands of times.
  if (different.length > 0) throw new Error(`the model and the rule book differ: ${JSON.stringify(different)}`);
  // I-11: whoever owns it and wherever it is, every registered module is counted exactly once.
  const owners = modules.map((module) => ownerOf(book, module));
  if (owners.some((owner) => owner === "")) throw new Error(`a module without an owner: ${owners}`);
}

function inModel(model: CustodyModel, thing: Subject): string {
  const place = model.places.get(thing) ?? { of: "nobody" };
  const custody = "of" in place ? place.of : "in" in place ? place.in : `sold by ${place.soldBy}`;
  const count = thing.startsWith("container/") ? model.childrenOf(thing).length : 0;
  return [custody, model.frozen.has(thing), model.disputed.has(thing), count, model.closed.has(thing)].join(" ");
}

/** A module without an event is its maker's. An offer on a thing is an open transfer (I-6). */
function inBook(book: Book, thing: Subject): string {
  const state = book.states.get(thing);
  if (!state && thing.startsWith("module/")) return ["lumina", false, false, 0, false].join(" ");
  if (state?.is !== "module" && state?.is !== "container") return "unknown";
  const { custody, offer, disputed = false } = state;
  const where =
    custody.at === "holder"
      ? custody.holder
      : custody.at === "inside"
        ? custody.container
        : `sold by ${custody.seller}`;
  const transfer = offer === undefined ? undefined : book.states.get(transferSubject(offer));
  const frozen = transfer?.is === "transfer" && transfer.status === "offered";
  const [count, emptied] = state.is === "container" ? [state.count, state.emptied ?? false] : [0, false];
  return [where, frozen, disputed, count, emptied].join(" ");
}

/** Walks up from the thing; a circle or a lost container would never come to a holder. */
function ownerOf(book: Book, thing: Subject, depth = 0): string {
  const state = book.states.get(thing);
  if (!state && thing.startsWith("module/")) return "lumina";
  if (depth > 50 || (state?.is !== "module" && state?.is !== "container")) throw new Error(`${thing} is nowhere`);
  const { custody } = state;
  if (custody.at === "inside") return ownerOf(book, custody.container, depth + 1);
  return custody.at === "sold" ? `sold by ${custody.seller}` : custody.holder;
}

/** I-6 over the whole ledger: the events of each subject are one chain, and its last link is the state's head. */
export function expectChains(book: Book): void {
  const heads = new Map<Subject, string>();
  for (const event of book.events) {
    const links = [...event.body.subjects, ...(event.contents ?? [])];
    for (const { subject, previous } of links) expect(previous).toBe(heads.get(subject) ?? null);
    const changed = links.map(({ subject }) => subject);
    for (const subject of changed) heads.set(subject, eventHash(event.body));
  }
  for (const [subject, state] of book.states) expect(state.head).toBe(heads.get(subject));
}
