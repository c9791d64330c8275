/** Which labels have a warning is kept in memory and followed once a second: a look-up of any other label costs nothing here. */
import type { Hash } from "../../domain/event/event.ts";
import type { LabelWarning, Warnings } from "../../ports/warnings.ts";
import type { Queryable } from "../in-transaction.ts";
import { IS_CONFIRMED, IS_LISTED } from "./touch-warnings.ts";

const EVERY_MS = 1_000;
/** A transaction that began before another may commit after it. */
const OVERLAP = "10 seconds";
const GIVE_UP = 3_000;

const CHANGED = {
  name: "warnings-changed",
  text: `SELECT encode(label_id, 'hex') AS label, live, changed_at::text AS at FROM label_warning
WHERE changed_at > $1::timestamptz - interval '${OVERLAP}'`,
  query_timeout: GIVE_UP,
} as const;

const DETAILS = {
  name: "warnings-details",
  text: `SELECT
  (SELECT json_build_object('case', c.number, 'finding', c.finding, 'at', to_char(c.confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
   FROM case_label x JOIN alert_case c ON c.id = x.case_id WHERE x.label_id = $1 AND ${IS_CONFIRMED} ORDER BY c.confirmed_at, c.number LIMIT 1) AS confirmed,
  (SELECT coalesce(json_agg(a.contradiction ORDER BY a.opened_at, a.number), '[]') FROM alert a WHERE a.label_id = $1 AND ${IS_LISTED}) AS contradictions`,
  query_timeout: GIVE_UP,
} as const;

export function openWarnings(db: Queryable): Warnings {
  const live = new Set<Hash>();
  let newest = "-infinity";
  let fresh: { readonly until: number; readonly read: Promise<void> } | undefined;

  async function follow(): Promise<void> {
    const { rows } = await db.query<{ label: Hash; live: boolean; at: string }>({ ...CHANGED, values: [newest] });
    for (const row of rows) {
      if (row.live) live.add(row.label);
      else live.delete(row.label);
      if (newest === "-infinity" || Date.parse(row.at) > Date.parse(newest)) newest = row.at;
    }
  }

  function followed(): Promise<void> {
    if (fresh && performance.now() < fresh.until) return fresh.read;
    const mine = { until: performance.now() + EVERY_MS, read: follow() };
    fresh = mine;
    // A reading that failed is not remembered: the next look-up asks again.
    mine.read.catch(() => {
      if (fresh === mine) fresh = undefined;
    });
    return mine.read;
  }

  return {
    async of(label) {
      await followed();
      if (!live.has(label)) return undefined;
      const { rows } = await db.query<LabelWarning>({ ...DETAILS, values: [Buffer.from(label, "hex")] });
      return rows[0];
    },
  };
}
