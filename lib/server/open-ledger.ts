import "server-only";

/** The ledger that this installation writes to, loaded only when it is the chosen one. */
import type { Pool } from "pg";
import type { Clock } from "../ports/clock.ts";
import type { Ledger, LedgerKind } from "../ports/ledger.ts";
import type { LedgerStates } from "../ports/ledger-states.ts";
import type { LogSigner } from "../ports/signer.ts";
import { log } from "./log.ts";

export type LedgerParts = { readonly pool: Pool; readonly logSigner: LogSigner; readonly clock: Clock };

/** A worker that was killed leaves its seat when the database notices; the next one waits so long for it. */
const WAIT_FOR_SEAT_MS = 60_000;

const open: Record<LedgerKind, (parts: LedgerParts) => Promise<Ledger & LedgerStates>> = {
  async embedded(parts) {
    const { openEmbeddedLedger } = await import("../adapters/ledger-embedded/index.ts");
    return openEmbeddedLedger({ ...parts, onFatal: leaveAtOnce, waitForSeatMs: WAIT_FOR_SEAT_MS });
  },
  async fabric() {
    throw new Error("this version's worker writes to the embedded ledger only; unset LEDGER");
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
