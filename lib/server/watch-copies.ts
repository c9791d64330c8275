import "server-only";

/** The worker's rounds: rules over new scans, old scans deleted, keys of past weeks thrown away. */
import { join } from "node:path";
import type { Pool } from "pg";
import { openAlertBook } from "../adapters/alerts-postgres/alert-book.ts";
import { openCopyWatch } from "../adapters/records-prisma/copy-watch.ts";
import { type LookForCopiesDeps, lookAtLotsAndNetworks, lookAtUnits } from "../usecases/copies/look-for-copies.ts";
import { forgetVisitorKeys } from "./callers.ts";
import { systemClock } from "./clock.ts";
import type { Log } from "./log.ts";
import { systemRandom } from "./random.ts";

const UNITS_EVERY_MS = 2_000;
const LOTS_EVERY_MS = 60_000;
const FORGET_EVERY_MS = 3_600_000;

/** `stop` waits for the round at work. */
export function watchCopies(pool: Pool, dataDir: string, log: Log): { stop(): Promise<void> } {
  const deps: LookForCopiesDeps = {
    watch: openCopyWatch(pool),
    alerts: openAlertBook(pool),
    clock: systemClock,
    random: systemRandom,
    async operator() {
      const { rows } = await pool.query<{ id: string }>("SELECT id FROM rm_member ORDER BY admitted_index, id LIMIT 1");
      return rows[0]?.id;
    },
  };
  const rounds = [
    round(UNITS_EVERY_MS, log, async () => {
      await deps.watch.refresh(deps.clock.now());
      await lookAtUnits(deps);
    }),
    round(LOTS_EVERY_MS, log, () => lookAtLotsAndNetworks(deps)),
    round(FORGET_EVERY_MS, log, async () => {
      await deps.watch.forget(deps.clock.now());
      forgetVisitorKeys(join(dataDir, "secrets"));
    }),
  ];
  return {
    async stop() {
      await Promise.all(rounds.map((each) => each.stop()));
    },
  };
}

/** One round after another, the first at once; a fault costs a round. */
function round(everyMs: number, log: Log, walk: () => Promise<void>): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  async function go(): Promise<void> {
    await walk().catch((fault) => log.warn({ err: fault }, "a round of the rules that find copies stumbled"));
    if (stopped) return;
    timer = setTimeout(() => {
      atWork = go();
    }, everyMs);
  }
  let atWork = go();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await atWork;
    },
  };
}
