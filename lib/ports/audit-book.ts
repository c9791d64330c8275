/** What the audit reads: rows as they are, whoever wrote them. Each answer lists what contradicts, not what is right. */
import type { Hash, Id16, Subject } from "../domain/event/event.ts";

/** `examined`: how many things were looked at; an audit of nothing is no good sign. */
export type Examined<T> = { readonly examined: number; readonly wrong: readonly T[] };
export type Contradiction = { readonly about: string; readonly sentence: string };

export type RegisteredLot = {
  readonly subject: Subject;
  readonly network: Id16;
  readonly count: number;
  readonly root: Hash;
  readonly manifest: Hash;
  readonly recordsKept: boolean;
};

export interface AuditBook {
  /** Journal rows that say "recorded" against the entries of the ledger. */
  acknowledged(): Promise<Examined<Contradiction>>;
  /** Entries of members whose keys are here that no journal row knows; event ids that stand twice. */
  unaccounted(): Promise<Examined<Contradiction>>;
  /** Journal rows without an end that are older than so many minutes. */
  stuck(minutes: number): Promise<Examined<Contradiction>>;
  /** The position against the highest entry, gaps, and the ledger's own height. */
  position(): Promise<Examined<Contradiction>>;
  /** Entries that the rule book refused, and states that differ from the ledger's own. */
  rules(): Promise<Examined<Contradiction>>;
  /** Modules held, offered, packed and sold against modules registered. */
  balance(): Promise<Examined<Contradiction>>;
  /** Entries, tree and signed heads of the log, recomputed from the stored events. */
  log(): Promise<Examined<Contradiction>>;
  /** Every table of the read model against a fold of the ledger from its first entry. */
  replay(): Promise<Examined<Contradiction>>;
  /** Alerts without state or owner, and high ones that nobody touched in time. */
  alerts(): Promise<Examined<Contradiction>>;
  /** Alerts and cases whose state, hold or decision is not what the last entry of their history says. */
  histories(): Promise<Examined<Contradiction>>;
  lots(): AsyncIterable<RegisteredLot>;
  /** How many rows the read model has of a lot, and the hash over its labels and record hashes in leaf order. */
  rowsOf(lot: Subject): Promise<readonly { readonly label: Hash; readonly record: Hash }[]>;
  /** Tables in which one of the texts stands anywhere. */
  tablesWith(texts: readonly string[]): Promise<Examined<Contradiction>>;
}
