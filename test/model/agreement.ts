/** What must hold after every event: the rule book's states are the model's map, and nothing was lost (trust.md section 11). */
import { expect } from "vitest";
import type { Subject } from "../../lib/domain/event/event.ts";
import { eventHash } from "../../lib/domain/event/event-bytes.ts";
import type { ContainerState, ModuleState } from "../../lib/domain/event/state.ts";
import { labelIdOfSubject, transferSubject } from "../../lib/domain/event/subject.ts";
import type { Book } from "./book.ts";
import type { CustodyModel } from "./custody-model.ts";

/** After every command: the ledger's states are the model's map, and the invariants I-6 and I-11 hold. */
export function expectAgreement(model: CustodyModel, book: Book, modules: readonly Subject[]): void {
  const pairs = [...model.places.keys()].map((thing) => [thing, inModel(model, thing), inBook(book, thing)] as const);
  const different = pairs.filter(([, expected, found]) => expected !== found);
  // A throw and no `expect`: this runs tens of thousands of times.
  if (different.length > 0) throw new Error(`the model and the rule book differ: ${JSON.stringify(different)}`);
  expectSameLabelsAndRecalls(model, book);
  expectSameLabelKeys(model, book);
  // I-11: whoever owns it and wherever it is, every registered module is counted exactly once.
  const owners = modules.map((module) => ownerOf(book, module));
  if (owners.some((owner) => owner === "")) throw new Error(`a module without an owner: ${owners}`);
}

function inModel(model: CustodyModel, thing: Subject): string {
  const where = model.places.get(thing) ?? { of: "nobody" };
  const custody = "of" in where ? where.of : "in" in where ? where.in : `sold by ${where.soldBy}`;
  const count = thing.startsWith("container/") ? model.childrenOf(thing).length : 0;
  const place = [custody, model.frozen.has(thing), model.disputed.has(thing), count, model.closed.has(thing)].join(" ");
  return `${place} ${model.marks.textOf(thing)}`;
}

/** A module without an event is its maker's. An offer on a thing is an open transfer (I-6). */
function inBook(book: Book, thing: Subject): string {
  const state = book.states.get(thing);
  if (!state && thing.startsWith("module/"))
    return ["lumina", false, false, 0, false, marksIn(undefined, thing)].join(" ");
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
  return [where, frozen, disputed, count, emptied, marksIn(state, thing)].join(" ");
}

function marksIn(state: ModuleState | ContainerState | undefined, thing: Subject): string {
  const module = state?.is === "module" ? state : undefined;
  const scrapped = module?.scrapped ? `scrapped ${module.scrapped.destroyed}` : "";
  const recalls = (module?.recalls ?? []).map((recall) => Number(recall.at(-1))).sort((a, b) => a - b);
  const own = thing.startsWith("module/")
    ? [module?.label ?? labelIdOfSubject(thing), module?.activated?.buyerKey ?? ""]
    : [];
  return [state?.stolen !== undefined, module?.installed !== undefined, scrapped, recalls.join("+"), ...own].join(" ");
}

/** Labels that do not count any more, and recalls of the lot, are those that the model noted. */
function expectSameLabelsAndRecalls(model: CustodyModel, book: Book): void {
  const voided = [...book.states].flatMap(([subject, state]) =>
    state.is === "label" && state.status === "void" ? [labelIdOfSubject(subject)] : [],
  );
  const lots = [...book.states.values()].flatMap((state) => (state.is === "lot" ? (state.recalls ?? []) : []));
  const [book1, model1] = [voided.sort().join(), [...model.marks.voided].sort().join()];
  if (book1 !== model1 || lots.length !== model.marks.lotRecalls.size)
    throw new Error(`labels or recalls differ: ${book1} and ${model1}; ${lots.length}, ${model.marks.lotRecalls.size}`);
}

function expectSameLabelKeys({ marks }: CustodyModel, book: Book): void {
  const said = (subject: Subject, issued: number, revoked: boolean) => `${subject} ${issued} ${revoked}`;
  const found = [...book.states].flatMap(([subject, state]) =>
    state.is === "key" ? [said(subject, state.issued, state.revoked !== undefined)] : [],
  );
  const noted = [...marks.keys].map(([subject, { issued, revoked }]) => said(subject, issued, revoked));
  if (found.sort().join() !== noted.sort().join()) throw new Error(`label keys differ: ${found} and ${noted}`);
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
