/** What the console, the REST API and the public pages read: prepared SQL where it is hot or deep, Prisma for the plain lists. */
import type { Pool } from "pg";
import type { MemberId, Time } from "../../domain/event/event.ts";
import type { LedgerKind } from "../../ports/ledger.ts";
import type { Dashboard, Queries } from "../../usecases/queries.ts";
import type { ConsoleReads } from "./console-reads.ts";
import { keyOf, limitOf, pageOf } from "./cursors.ts";
import { EVERYBODY } from "./entry-changes.ts";
import { EVENT_COLUMNS, type EventSql, JOIN_ACTOR, showEvents } from "./event-rows.ts";
import { lotQueries } from "./lot-queries.ts";
import { thingQueries } from "./thing-queries.ts";
import { DIFFERENCES, transferQueries } from "./transfer-queries.ts";

export type QueryOptions = { readonly ledger?: LedgerKind; readonly now?: () => Time };

/** @param reads of `createConsoleReads`; this file itself needs no Prisma */
export function createQueries(pool: Pool, reads: ConsoleReads, options: QueryOptions = {}): Queries {
  const { ledger = "embedded", now = () => new Date().toISOString() } = options;
  const lots = lotQueries(pool);
  return {
    ...reads,
    ...lots,
    ...thingQueries(pool),
    ...transferQueries(pool, now),
    async events(member, request) {
      const limit = limitOf(request);
      const [before] = keyOf(request, 1) ?? [Number.MAX_SAFE_INTEGER];
      // Two ranges of one index, merged: a GIN index over members would have to sort.
      const readable = (who: string) =>
        `(SELECT r.log_index FROM rm_event_reader r JOIN rm_event e ON e.log_index = r.log_index
          WHERE r.member = ${who} AND r.log_index < $2 AND ($3::text IS NULL OR e.kind = $3) ORDER BY r.log_index DESC LIMIT $4)`;
      const { rows } = await pool.query<EventSql>({
        name: "rm-events-of-member",
        text: `SELECT ${EVENT_COLUMNS} FROM rm_event e ${JOIN_ACTOR}
               WHERE e.log_index IN (${readable("$1")} UNION ${readable(`'${EVERYBODY}'`)}) ORDER BY e.log_index DESC LIMIT $4`,
        values: [member, before, request.kind ?? null, limit + 1],
      });
      const page = pageOf(
        rows,
        limit,
        ({ index }) => [Number(index)],
        (row) => row,
      );
      return { ...page, items: await showEvents(pool, page.items) };
    },
    async dashboard(member) {
      const [numbers, recentLots, jobs] = await Promise.all([
        numbersOf(pool, member),
        lots.lots(member, { limit: 5 }),
        reads.jobs(member, { limit: 20 }),
      ]);
      return {
        ...numbers,
        ledger: { kind: ledger, ...numbers.ledger },
        recentLots: recentLots.items,
        runningJobs: jobs.items.filter(({ state }) => state === "queued" || state === "running"),
      };
    },
  };
}

async function numbersOf(
  pool: Pool,
  member: MemberId,
): Promise<Omit<Dashboard, "recentLots" | "runningJobs" | "ledger"> & { ledger: Omit<Dashboard["ledger"], "kind"> }> {
  const { rows } = await pool.query<{
    held: string;
    waiting: number;
    offers_in: number;
    offers_out: number;
    differences: number;
    height: string;
    newest_at: Time | null;
  }>({
    name: "rm-dashboard",
    text: `SELECT
      coalesce((SELECT sum(modules) FROM rm_thing WHERE holder = $1), 0)
        + coalesce((SELECT sum(count - touched) FROM rm_lot WHERE member = $1 AND status <> 'withdrawn'), 0) AS held,
      (SELECT count(*)::integer FROM rm_lot WHERE member = $1 AND status = 'registered') AS waiting,
      (SELECT count(*)::integer FROM rm_transfer WHERE receiver = $1 AND status = 'offered') AS offers_in,
      (SELECT count(*)::integer FROM rm_transfer WHERE giver = $1 AND status = 'offered') AS offers_out,
      (SELECT count(DISTINCT transfer)::integer FROM (${DIFFERENCES}) w) AS differences,
      (SELECT log_index + 1 FROM rm_projection) AS height,
      (SELECT time FROM rm_event ORDER BY log_index DESC LIMIT 1) AS newest_at`,
    values: [member],
  });
  const row = rows[0]!;
  return {
    modulesHeld: Number(row.held),
    lotsToRelease: row.waiting,
    offersIn: row.offers_in,
    offersOut: row.offers_out,
    differences: row.differences,
    ledger: { height: Number(row.height), newestAt: row.newest_at },
  };
}
