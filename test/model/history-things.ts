/** What a random history finds in its book. */
import type { MemberId, Subject } from "../../lib/domain/event/event.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import type { ContainerState, ModuleState } from "../../lib/domain/event/state.ts";
import type { Person } from "../vectors/certificates.ts";
import type { Book, Said, TestLot } from "./book.ts";

export const MEMBERS: readonly MemberId[] = ["lumina", "nordwind", "arcus"];

/** Whoever tells a history: it keeps what was accepted, and says whether this was. */
export type Teller = {
  readonly book: Book;
  readonly entries: readonly unknown[];
  say(actor: MemberId, fact: Fact, said?: Said, people?: readonly Person[]): boolean;
};

/** One of a list, as the generator chose. */
export type Pick = <T>(list: readonly T[]) => T | undefined;
type Thing = ModuleState | ContainerState;

export function thingsOf(book: Book): [Subject, Thing][] {
  return [...book.states].filter(
    (entry): entry is [Subject, Thing] => entry[1].is === "module" || entry[1].is === "container",
  );
}

export function birthsOf(book: Book, lots: readonly TestLot[], contents: readonly Subject[]) {
  return contents.flatMap((subject) => {
    const module = subject.replace(/^label\//, "module/");
    const lot = book.states.has(subject) ? undefined : lots.find(({ modules }) => modules.includes(module));
    return lot ? [lot.birthOf(module)] : [];
  });
}
