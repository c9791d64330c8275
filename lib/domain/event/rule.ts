/** What each kind of event says of itself: its form, what it touches, and who may write it. One file a kind in `kinds/`. */
import type { Result } from "../result.ts";
import type { EventBody, LedgerEvent, Subject } from "./event.ts";
import type { FormsOf } from "./form.ts";
import type { Refusal } from "./refusal.ts";
import type { States, SubjectState, TransactionContext } from "./state.ts";

/** The names that every body has. */
type BaseName = "v" | "kind" | "eventId" | "network" | "actor" | "at" | "subjects" | "contents" | "sealed";
/** A body less what every body has: what the writer says, before it is linked to what was there. */
type FactOf<B extends EventBody> = B extends EventBody ? Omit<B, Exclude<BaseName, "kind">> : never;
export type Fact = FactOf<EventBody>;
export type EventOf<B extends EventBody> = LedgerEvent & { readonly body: B };

type Bare<S extends SubjectState> = S extends SubjectState ? Omit<S, "head"> : never;
/** A state before `step` writes the event's hash on it. */
export type NextState = Bare<SubjectState>;

export type Rule<B extends EventBody> = {
  /** The form of each field that only this kind has. */
  readonly fields: FormsOf<Omit<B, BaseName>>;
  /** Whether the event speaks of a list beside its body, and of what: `things` are modules and containers. */
  readonly contents: "none" | "things" | "modules" | "labels";
  /** What the event changes, the things in `contents` not counted. */
  singles(fact: Omit<FactOf<B>, "kind">, base: Pick<B, "network" | "actor">): readonly Subject[];
  /** Things that the body names and that must stand in `contents`. */
  named?(body: B): readonly Subject[];
  /** What its rule looks at besides what it changes, the actor, and the lots of births. */
  reads(body: B): readonly Subject[];
  /** The next state of one changed subject, or why not. Called after the actor was found to be an active member that signed. */
  step(subject: Subject, event: EventOf<B>, states: States, tx: TransactionContext): Result<NextState, Refusal>;
};
