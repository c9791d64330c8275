/**
 * Who activated in the last minutes, from where: a browser that did not hear the answer sends the same claim again, and gets the
 * same answer. Claims are public once they are on the ledger, so later, and from elsewhere, the same claim proves nothing.
 */
import type { Hash, Subject } from "../domain/event/event.ts";

export type RecentBuyers = {
  note(module: Subject, buyerKey: Hash, asker: string): void;
  isOne(module: Subject, buyerKey: Hash, asker: string): boolean;
};

const KEEP_MS = 10 * 60_000;
const MOST = 10_000;

/** @param now milliseconds */
export function recentBuyers(now: () => number): RecentBuyers {
  const until = new Map<string, number>();
  const keyOf = (...parts: readonly string[]) => parts.join(" ");
  return {
    note(module, buyerKey, asker) {
      for (const [key, end] of until) {
        if (end > now() && until.size < MOST) break;
        until.delete(key);
      }
      until.set(keyOf(module, buyerKey, asker), now() + KEEP_MS);
    },
    isOne: (module, buyerKey, asker) => (until.get(keyOf(module, buyerKey, asker)) ?? 0) > now(),
  };
}
