/** What a line of a history is told from: the event itself and the names of what it speaks of, without a word of any language. */
import type { EventBody, MemberId } from "../event/event.ts";
import type { RefusalCode } from "../event/refusal.ts";

/** `names`: empty where there are too many to name, or where they are none of the reader's business. */
export type NamedThings = { readonly count: number; readonly names: readonly string[] };

export type EventFacts = {
  readonly body: EventBody;
  /** Top-level things of the event's list. */
  readonly cartons: NamedThings;
  readonly modules: NamedThings;
  /** Public names of the members that the body speaks of, beside its writer. */
  readonly members: ReadonlyMap<MemberId, string>;
  /** Position of the entry that this one corrects, where it is known here. */
  readonly correctedEntry: number | null;
  /** Why it changed nothing; null for nearly all. `code`: null where an older version wrote another sentence. */
  readonly broken: { readonly code: RefusalCode | null; readonly sentence: string } | null;
};
