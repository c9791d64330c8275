/** Scans on their way to the database: one entry a device and label, so many at most. */
import type { Hash, Time } from "../../domain/event/event.ts";
import type { Caller } from "../../ports/scan-book.ts";

export type QueuedVisit = {
  readonly label: Hash;
  readonly visitor: string;
  readonly caller: Caller;
  readonly lastAt: Time;
  readonly requests: number;
};
export type Tally = { readonly network: string; known: number; unknown: number };

export class ScanQueue {
  readonly #most: number;
  #visits = new Map<string, QueuedVisit>();
  #tallies = new Map<string, Tally>();
  #lost = 0;

  constructor(most: number) {
    this.#most = most;
  }

  known(label: Hash, caller: Caller): void {
    this.#count(caller, "known");
    const visitor = caller.visitorOf(label);
    const key = `${label} ${visitor}`;
    const before = this.#visits.get(key);
    if (before) this.#visits.set(key, { ...before, lastAt: caller.at, requests: before.requests + 1 });
    else if (this.#visits.size >= this.#most) this.#lost += 1;
    else this.#visits.set(key, { label, visitor, caller, lastAt: caller.at, requests: 1 });
  }

  unknown(caller: Caller): void {
    this.#count(caller, "unknown");
  }

  #count({ network }: Caller, what: "known" | "unknown"): void {
    const tally = this.#tallies.get(network) ?? { network, known: 0, unknown: 0 };
    tally[what] += 1;
    if (this.#tallies.size < this.#most) this.#tallies.set(network, tally);
  }

  /** Visits that are not written yet. */
  get waiting(): number {
    return this.#visits.size;
  }

  get isEmpty(): boolean {
    return this.#visits.size === 0 && this.#tallies.size === 0 && this.#lost === 0;
  }

  /** The oldest visits, at most `limit`, and every tally; they are no longer in the queue. */
  take(limit: number): { visits: QueuedVisit[]; tallies: Tally[]; lost: number } {
    const visits: QueuedVisit[] = [];
    for (const [key, visit] of this.#visits) {
      if (visits.length === limit) break;
      visits.push(visit);
      this.#visits.delete(key);
    }
    const taken = { visits, tallies: [...this.#tallies.values()], lost: this.#lost };
    this.#tallies = new Map();
    this.#lost = 0;
    return taken;
  }

  /** What could not be written: counted, not kept, so that a database that is away costs no memory. */
  lose(count: number): void {
    this.#lost += count;
  }
}
