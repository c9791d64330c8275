/**
 * The one place from which this ledger is written. A session holds the advisory lock; the fence counts who took the seat.
 * The adversary is a writer that stalled or lost its connection, while another one took over: it must fail, never write.
 */

import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Time } from "../../domain/event/event.ts";
import { SeatTaken } from "../database-fault.ts";

/** Any two numbers that nobody else locks: "TrueLane", ledger. */
const LOCK = [0x54724c6e, 1];

export type WriterSeat = {
  readonly client: pg.PoolClient;
  readonly fence: string;
  /** Gives the lock back. `broken` throws the connection away. */
  leave(broken?: boolean): Promise<void>;
};

/**
 * Takes the lock and a new fence.
 * @param heldFence the fence of a seat that this process held before it lost its connection: if anybody took the seat
 *   since then, what this process believes of the ledger may be old, and it is refused for good.
 * @throws SeatTaken when another process writes, or wrote since.
 */
export async function takeWriterSeat(pool: pg.Pool, heldFence?: string, waitMs = 15_000): Promise<WriterSeat> {
  const client = await pool.connect();
  const ignore = () => undefined; // a lost connection shows at the next query
  client.on("error", ignore);
  const leave = async (broken = false) => {
    if (!broken) await client.query("SELECT pg_advisory_unlock($1, $2)", LOCK).catch(() => undefined);
    if (!broken) client.off("error", ignore);
    client.release(broken);
  };
  try {
    await lock(client, waitMs);
    // Acknowledged means on the disk, whatever the server's default is.
    await client.query("SET synchronous_commit = on");
    const { rows } = await client.query<{ fence: string }>(
      `UPDATE ledger_writer SET fence = fence + 1 WHERE id = 1 AND ($1::bigint IS NULL OR fence = $1) RETURNING fence`,
      [heldFence ?? null],
    );
    if (!rows[0]) throw new SeatTaken("another process has written this ledger in the meantime; restart this one");
    return { client, fence: rows[0].fence, leave };
  } catch (cause) {
    await leave(!(cause instanceof SeatTaken));
    throw cause;
  }
}

/** First statement of every append: waits for a rival's transaction, then sees whether the seat is still ours. Answers the database's time. */
export async function assertSeat(seat: WriterSeat): Promise<Time> {
  const { rows } = await seat.client.query<{ fence: string; now: Date }>(
    "SELECT fence, clock_timestamp() AS now FROM ledger_writer WHERE id = 1 FOR UPDATE",
  );
  if (rows[0]?.fence !== seat.fence) throw new SeatTaken("another process took the writer's seat of this ledger");
  return rows[0].now.toISOString();
}

async function lock(client: pg.PoolClient, waitMs: number): Promise<void> {
  // The session of a killed process lives until the server notices, which takes a moment.
  for (let waited = 0; ; waited += 100) {
    const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS locked", LOCK);
    if (rows[0]?.locked) return;
    if (waited >= waitMs) throw new SeatTaken("another process writes this ledger; stop it first");
    await sleep(100);
  }
}
