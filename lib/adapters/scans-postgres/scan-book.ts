/** Scans through a queue into Postgres: no answer waits for a write, and no write for an answer. */
import type { Pool } from "pg";
import type { Clock } from "../../ports/clock.ts";
import type { ScanBook } from "../../ports/scan-book.ts";
import { ScanQueue } from "./scan-queue.ts";
import { writeLost, writeTallies, writeVisits } from "./write-scans.ts";

/** At most a thousand visits a second: what no honest day reaches costs no buyer his answer. */
const QUEUED = 2_000;
const BATCH = 500;
const EVERY_MS = 500;

const SEEN = {
  name: "scan-seen",
  text: `SELECT l.first_at, l.first_country, l.first_region, l.visitors, v.number
FROM scan_label l LEFT JOIN LATERAL (SELECT number FROM scan_visit WHERE label_id = l.label_id AND visitor = $2
  ORDER BY first_at DESC LIMIT 1) v ON true WHERE l.label_id = $1`,
  query_timeout: 1_000,
} as const;
type SeenRow = {
  readonly first_at: Date | null;
  readonly first_country: string | null;
  readonly first_region: string | null;
  readonly visitors: number;
  readonly number: number | null;
};

type Parts = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly warn: (fault: unknown) => void;
  /** How many visits may wait. */
  readonly queued?: number;
};

export function openScanBook({ pool, clock, warn, queued = QUEUED }: Parts): ScanBook {
  const queue = new ScanQueue(queued);
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** A fault loses the batch: keeping it would grow while the database is away. */
  async function write(): Promise<void> {
    const { visits, tallies, lost } = queue.take(BATCH);
    try {
      await writeVisits(pool, visits);
      await writeTallies(pool, tallies, clock.now());
      await writeLost(pool, lost, clock.now());
    } catch (fault) {
      warn(fault);
      queue.lose(visits.length + lost);
    }
  }

  function soon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      writing = write().then(() => {
        if (!queue.isEmpty) soon();
      });
    }, EVERY_MS).unref();
  }

  return {
    known(label, caller) {
      queue.known(label, caller);
      soon();
    },
    unknown(caller) {
      queue.unknown(caller);
      soon();
    },
    async seen(label, caller) {
      const values = [Buffer.from(label, "hex"), Buffer.from(caller.visitorOf(label), "hex")];
      const { rows } = await pool.query<SeenRow>({ ...SEEN, values });
      const row = rows[0];
      // Nobody but this caller has looked yet: its own visit is still in the queue.
      if (!row?.first_at)
        return {
          firstAt: caller.at,
          country: caller.place?.country ?? null,
          region: caller.place?.region ?? null,
          number: caller.member !== null ? null : 1,
        };
      return {
        firstAt: row.first_at.toISOString(),
        country: row.first_country,
        region: row.first_region,
        number: caller.member !== null ? null : row.number || row.visitors + 1,
      };
    },
    async settled() {
      clearTimeout(timer);
      timer = undefined;
      do {
        await writing;
        writing = write();
        await writing;
      } while (queue.waiting > 0);
    },
  };
}
