import "server-only";

/** Alerts, cases and stock counts in the web process, joined. Neither keys nor the ledger: what people think of facts is their own. */
import { openAlertBook } from "../adapters/alerts-postgres/alert-book.ts";
import { openStockCounts } from "../adapters/alerts-postgres/stock-counts.ts";
import type { AlertBook } from "../ports/alert-book.ts";
import type { Random } from "../ports/random.ts";
import type { StockCounts } from "../ports/stock-counts.ts";
import type { AlertDeps } from "../usecases/copies/handle-alert.ts";
import { systemClock } from "./clock.ts";
import { pool } from "./pool.ts";
import { processWide } from "./process-wide.ts";
import { systemRandom } from "./random.ts";

export function alertBook(): AlertBook {
  return processWide("alert book", () => openAlertBook(pool()));
}

export function alertWork(): AlertDeps & { readonly random: Random } {
  return { alerts: alertBook(), clock: systemClock, random: systemRandom };
}

export function stockCounts(): StockCounts {
  return processWide("stock counts", () => openStockCounts(pool()));
}
