/** Rings when somebody committed: LISTEN/NOTIFY, with a poll behind it, since a notice may be lost and a row may not. */
import type pg from "pg";

export type Bell = {
  /** Rings here, before the database's notice arrives. */
  ring(): void;
  /** A mark to take before looking at the rows. */
  mark(): number;
  /** Resolves when it rang after `mark`, after `timeoutMs`, or when `signal` aborts. */
  after(mark: number, timeoutMs: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
};

/** @param heard what a notice said; called before the sleepers wake */
export function openBell(pool: pg.Pool, channel: string, heard: (payload: string) => void = () => undefined): Bell {
  let rings = 0;
  let client: pg.PoolClient | undefined;
  let closed = false;
  const sleepers = new Set<() => void>();
  const ring = () => {
    rings += 1;
    for (const wake of [...sleepers]) wake();
  };

  let listening = listen();
  async function listen(): Promise<void> {
    if (closed) return;
    let fresh: pg.PoolClient | undefined;
    try {
      fresh = await pool.connect();
      client = fresh;
      fresh.on("notification", ({ payload }) => {
        heard(payload ?? "");
        ring();
      });
      fresh.on("error", () => lose(fresh));
      await fresh.query(`LISTEN ${channel}`);
      ring();
    } catch {
      lose(fresh);
    }
  }

  /** Tries again in a second; until then whoever waits looks by itself. */
  function lose(lost: pg.PoolClient | undefined): void {
    if (client !== lost) return;
    client = undefined;
    lost?.release(true);
    setTimeout(() => {
      listening = listen();
    }, 1000).unref();
  }

  return {
    ring,
    mark: () => rings,
    after(mark, timeoutMs, signal) {
      if (rings !== mark || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          sleepers.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        signal.addEventListener("abort", wake, { once: true });
        sleepers.add(wake);
      });
    },
    async close() {
      closed = true;
      await listening;
      const last = client;
      client = undefined;
      last?.release(true);
      ring();
    },
  };
}
