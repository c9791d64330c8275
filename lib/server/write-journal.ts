import "server-only";

/** The journal of this process: it keeps a connection that listens for outcomes. */
import { openJournal } from "../adapters/journal-postgres/index.ts";
import type { Journal } from "../ports/journal.ts";
import { pool } from "./pool.ts";
import { processWide } from "./process-wide.ts";

export function writeJournal(): Journal {
  return processWide("journal", () => openJournal(pool()));
}
