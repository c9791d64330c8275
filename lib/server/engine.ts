import "server-only";

/** The worker's writing side, joined: journal rows in, events on the ledger out. */
import type { Pool } from "pg";
import { openJournal, openOffice } from "../adapters/journal-postgres/index.ts";
import type { Clock } from "../ports/clock.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { LedgerStates } from "../ports/ledger-states.ts";
import type { Random } from "../ports/random.ts";
import type { Consignments, ItemBook } from "../ports/records.ts";
import type { Signer } from "../ports/signer.ts";
import type { LabelShop } from "../usecases/desk.ts";
import { type Engine, type EngineLog, runEngine } from "../usecases/run-engine.ts";
import { countAppends } from "./metrics/count-appends.ts";
import type { Counts } from "./metrics/counts.ts";

export type EngineParts = {
  readonly pool: Pool;
  readonly ledger: Ledger & LedgerStates;
  readonly signer: Signer;
  readonly items: ItemBook;
  readonly consignments: Consignments;
  readonly clock: Clock;
  readonly random: Random;
  readonly labels: LabelShop;
  readonly log: EngineLog;
  readonly counts: Counts;
  /** Of the projection: resolves when the read model shows this event. */
  readonly caughtUpTo: (index: number) => Promise<void>;
};

/** Takes pending operations until stopped; `stop` waits for those at work. */
export async function startEngine({ pool, ledger, counts, ...parts }: EngineParts): Promise<Engine> {
  const journal = openJournal(pool);
  const engine = await runEngine({
    ...parts,
    journal,
    ledger: countAppends(ledger, counts),
    states: ledger,
    office: openOffice(pool),
  });
  return {
    async stop() {
      await engine.stop();
      await journal.close();
    },
  };
}
