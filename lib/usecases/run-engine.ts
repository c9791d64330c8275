/** Takes journal rows as they come: those of one member one after the other, those of different members side by side. */

import type { Json } from "../domain/event/canonical-json.ts";
import type { MemberId } from "../domain/event/event.ts";
import type { JournalEntry } from "../ports/journal.ts";
import { type PerformDeps, performCommand } from "./perform-command.ts";

export type EngineLog = {
  warn(about: Readonly<Record<string, unknown>>, sentence: string): void;
  error(about: Readonly<Record<string, unknown>>, sentence: string): void;
};
export type Engine = { stop(): Promise<void> };

/** A notice that was lost costs at most this long. */
const SWEEP_MS = 1000;
const AT_ONCE = 200;
/** A fault before anything was signed: after so many the asker is told, since nothing can have been recorded. */
const FAULTS = 5;
/** The longest pause after a fault. */
const LONGEST_PAUSE_MS = 30_000;

export async function runEngine(deps: PerformDeps & { readonly log: EngineLog }): Promise<Engine> {
  const { journal, log } = deps;
  const taken = new Set<string>();
  const lanes = new Map<MemberId, Promise<void>>();
  const faults = new Map<string, { count: number; notBefore: number }>();
  let stopped = false;
  let sweeping: Promise<void> | undefined;
  let asked = false;

  /** One look at a time; a call during a look asks for another one after it. */
  function wake(): void {
    asked = true;
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
      if (asked && !stopped) wake();
    });
  }

  async function sweep(): Promise<void> {
    while (asked && !stopped) {
      asked = false;
      try {
        const rows = await journal.pending(AT_ONCE + taken.size);
        for (const row of rows) if (!taken.has(row.id) && !isPaused(row.id)) take(row);
      } catch (fault) {
        log.warn({ err: fault }, "the journal could not be read; trying again");
        return;
      }
    }
  }

  function take(row: JournalEntry): void {
    taken.add(row.id);
    const lane = (lanes.get(row.member) ?? Promise.resolve())
      .then(() => (stopped ? undefined : perform(row.id)))
      .finally(() => {
        taken.delete(row.id);
        if (lanes.get(row.member) === lane) lanes.delete(row.member);
      });
    lanes.set(row.member, lane);
  }

  async function perform(id: string): Promise<void> {
    try {
      // Read anew: it may have ended while it waited in its lane.
      const row = await journal.entry(id);
      if (row?.state === "pending" || row?.state === "checking") await performCommand(deps, row);
      faults.delete(id);
    } catch (fault) {
      await failed(id, fault).catch((again) => log.error({ err: again, operation: id }, "a fault could not be noted"));
    }
  }

  async function failed(id: string, fault: unknown): Promise<void> {
    const count = (faults.get(id)?.count ?? 0) + 1;
    faults.set(id, { count, notBefore: Date.now() + Math.min(100 * 2 ** count, LONGEST_PAUSE_MS) });
    log.error({ err: fault, operation: id, count }, "an operation failed; it will be taken up again");
    const row = await journal.entry(id);
    // What was sent may have been recorded: that is asked again until it is known, however long it takes.
    if (row?.events.some(({ state }) => state === "stored" || state === "recorded")) return journal.checking(id);
    if (count < FAULTS) return;
    faults.delete(id);
    await journal.finish(id, { state: "refused", problem: FAULT });
  }

  function isPaused(id: string): boolean {
    return (faults.get(id)?.notBefore ?? 0) > Date.now();
  }

  const unwatch = await journal.onOpened(wake);
  const timer = setInterval(wake, SWEEP_MS);
  wake();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await unwatch();
      await sweeping;
      await Promise.all(lanes.values());
    },
  };
}

const FAULT: Json = {
  code: "fault",
  sentence:
    "Something on our side failed, and nothing was recorded. Try again later; if it stays so, tell the operator the operation's id.",
};
