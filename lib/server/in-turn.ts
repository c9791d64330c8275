import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";

let last: Promise<unknown> = Promise.resolve();

/**
 * Work that holds the process for a moment, one piece after another and each on a turn of its own: however many ask at once,
 * other requests are answered between two of them.
 */
export function inTurn<T>(work: () => T): Promise<T> {
  const mine = last.then(() => nextTurn()).then(work);
  last = mine.catch(() => {});
  return mine;
}
