/** Follows entries that are kept in rows: page by page, woken by a notice, with a poll behind it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Committed } from "../ports/ledger.ts";
import { meaningOf } from "./database-fault.ts";
import type { Bell } from "./postgres-bell.ts";

const POLL_MS = 1000;

/**
 * Every entry from `next` on, in order, for ever; ends when `ended` aborts. Outlives a restart of the database.
 * @param read the next entries from an index on; none at the end
 */
export async function* followEntries(
  read: (index: number) => Promise<Committed[]>,
  bell: Bell,
  first: number,
  ended: AbortSignal,
): AsyncIterable<Committed> {
  for (let next = first; !ended.aborted; ) {
    const mark = bell.mark();
    const page = await patiently(() => read(next), ended);
    for (const committed of page) {
      if (ended.aborted) return;
      yield committed;
      next = committed.position.index + 1;
    }
    if (page.length === 0) await bell.after(mark, POLL_MS, ended);
  }
}

async function patiently(read: () => Promise<Committed[]>, ended: AbortSignal): Promise<Committed[]> {
  for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
    try {
      return await read();
    } catch (fault) {
      if (meaningOf(fault) !== "lost") throw fault;
      if (ended.aborted) return [];
      await sleep(pause);
    }
  }
}
