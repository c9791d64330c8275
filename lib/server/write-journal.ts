import "server-only";

/** The journal of this process: it keeps a connection that listens for outcomes. */
import { openJournal } from "../adapters/journal-postgres/index.ts";
import type { Journal, OutboxLimits } from "../ports/journal.ts";
import type { LedgerKind } from "../ports/ledger.ts";
import { env } from "./env.ts";
import { pool } from "./pool.ts";
import { processWide } from "./process-wide.ts";

/** The embedded ledger shares the journal's database: one cannot be away without the other. */
function outboxLimits(ledger: LedgerKind): OutboxLimits | undefined {
  return ledger === "fabric" ? { operations: 100_000, hours: 24 } : undefined;
}

/** For what people, keys and buyers ask: on a ledger that may be away it takes so much and no more. */
export function writeJournal(): Journal {
  return processWide("journal", () => openJournal(pool(), outboxLimits(env().ledger)));
}
