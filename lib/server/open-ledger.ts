import "server-only";

/** The ledger that this installation writes to, loaded only when it is the chosen one. */
import type { Pool } from "pg";
import type { Clock } from "../ports/clock.ts";
import type { Ledger, LedgerKind } from "../ports/ledger.ts";
import type { LedgerStates } from "../ports/ledger-states.ts";
import type { LogSigner } from "../ports/signer.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";

export type LedgerParts = { readonly pool: Pool; readonly logSigner: LogSigner; readonly clock: Clock };

/** A worker that was killed leaves its seat when the database notices; the next one waits so long for it. */
const WAIT_FOR_SEAT_MS = 60_000;

const open: Record<LedgerKind, (parts: LedgerParts) => Promise<Ledger & LedgerStates>> = {
  async embedded(parts) {
    const { openEmbeddedLedger } = await import("../adapters/ledger-embedded/index.ts");
    return openEmbeddedLedger({ ...parts, onFatal: leaveAtOnce, waitForSeatMs: WAIT_FOR_SEAT_MS });
  },
  async fabric({ pool, logSigner }) {
    const { connectFabricLedger } = await import("../adapters/ledger-fabric/index.ts");
    const { readFabricSettings } = await import("./fabric-settings.ts");
    const logger = log();
    return connectFabricLedger({
      ...readFabricSettings(env().fabric),
      pool,
      logSigner,
      // What is kept stays readable: a fork is shown as V8, and a person looks at it.
      onFatal: (fault) => logger.fatal({ err: fault }, "the channel is not followed any more"),
      onStumble: (fault) => logger.warn({ err: fault }, "following the channel stumbled; it goes on from its rows"),
      onBroken: (broken) =>
        logger.error(broken, "a valid transaction wrote what is no event; it has no place in the log"),
    });
  },
};

export function openLedger(kind: LedgerKind, parts: LedgerParts): Promise<Ledger & LedgerStates> {
  return open[kind](parts);
}

/** Nothing more may be written: the next start reads what is on disk. */
function leaveAtOnce(fault: unknown): void {
  log().fatal({ err: fault }, "the ledger stopped");
  process.exit(1);
}
