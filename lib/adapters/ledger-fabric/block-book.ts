/**
 * The channel's records as they are kept here: follows the blocks into rows, and tells who waits for a receipt. What a reader
 * gets is what this follower judged itself; a peer's word is never shown unchecked.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { hexOf } from "../../domain/bytes/hex.ts";
import type { Hash, Id16, MemberId } from "../../domain/event/event.ts";
import type { KnownIssuers } from "../../domain/event/verify-signatures.ts";
import type { Receipt } from "../../ports/ledger.ts";
import type { LogSigner } from "../../ports/signer.ts";
import { meaningOf } from "../database-fault.ts";
import { inTransaction } from "../in-transaction.ts";
import { LedgerDamaged, readHead } from "../log-head.ts";
import { type Bell, openBell } from "../postgres-bell.ts";
import { type BrokenAppend, keepFork, lastBlock, readForks } from "./block-rows.ts";
import { type BlockEnd, type ExaminedBlock, LedgerFork } from "./follow-blocks.ts";
import { gathered } from "./gathered.ts";
import { type BookHead, foundedNetwork, writeBlocks } from "./write-blocks.ts";

export const BOOK_CHANNEL = "truelane_ledger";
/** Blocks of one database transaction while a long way is made up for. */
const MOST_BLOCKS = 64;
const PAUSE_MS = 500;

/** `entry`: the 64 bytes of the log, hex; another signature under the same event is another entry. */
export type Entered = { readonly receipt: Receipt; readonly entry: string };

export type BlockBook = {
  readonly bell: Bell;
  /** The last block that is kept; `undefined` before the first. */
  end(): BlockEnd | undefined;
  /** The recorded event of this actor under this id, if its block is kept already. */
  entered(actor: MemberId, eventId: Id16): Promise<Entered | undefined>;
  /** As `entered`, once its block has come. Rejects when the book is closed or frozen before, or after `milliseconds`. */
  arrived(actor: MemberId, eventId: Id16, milliseconds: number): Promise<Entered>;
  /** Resolves with true when all of these events are kept, with false after `milliseconds`. */
  has(hashes: readonly Hash[], milliseconds: number): Promise<boolean>;
  /** Resolves with true once this block is kept, with false after `milliseconds`. */
  reached(block: number, milliseconds: number): Promise<boolean>;
  close(): Promise<void>;
};

export type BlockBookParts = {
  readonly pool: Pool;
  readonly logSigner: LogSigner;
  readonly follow: (after: BlockEnd | undefined, signal: AbortSignal) => AsyncIterable<ExaminedBlock>;
  /** Told once of each valid transaction that wrote what nobody can read. */
  readonly onBroken?: (broken: BrokenAppend) => void;
  /** Nothing more may be followed: a fork, damaged rows, a failing disk. Default: told to nobody but those who wait. */
  readonly onFatal?: (fault: unknown) => void;
  /** A fault that passes; the book goes on from its rows. */
  readonly onStumble?: (fault: unknown) => void;
};

export async function openBlockBook(parts: BlockBookParts): Promise<BlockBook> {
  const { pool, logSigner, follow } = parts;
  const bell = openBell(pool, BOOK_CHANNEL);
  const closing = new AbortController();
  const issuers: KnownIssuers = new Set();
  const waiting = new Map<string, PromiseWithResolvers<Entered>>();
  let end = await lastBlock(pool);
  let broken: unknown;

  function freeze(fault: unknown): void {
    broken = fault;
    for (const one of waiting.values()) one.reject(fault);
    waiting.clear();
    bell.ring();
  }

  /** From what the rows say, until the stream or the database fails. */
  async function keep(): Promise<void> {
    const [fork] = await readForks(pool);
    if (fork) throw new LedgerFork(fork.block, [fork.kept, fork.shown]);
    end = await lastBlock(pool);
    let head: BookHead = { log: await readHead(pool), founded: await foundedNetwork(pool) };
    for await (const blocks of gathered(follow(end, closing.signal), MOST_BLOCKS)) {
      const written = await inTransaction(pool, async (client) => {
        const done = await writeBlocks(client, head, blocks, logSigner, issuers);
        await client.query("SELECT pg_notify($1, $2)", [BOOK_CHANNEL, String(done.head.log.size)]);
        return done;
      });
      head = written.head;
      const last = blocks.at(-1)!;
      end = { number: last.number, hash: last.hash };
      for (const { row, event } of written.read) {
        const key = keyOf(event.body.actor, event.body.eventId);
        const position = { index: row.index, block: row.block, transaction: row.transaction };
        waiting.get(key)?.resolve({
          receipt: { position, eventHash: row.eventHash, time: row.time },
          entry: hexOf(row.entry),
        });
        waiting.delete(key);
      }
      for (const one of written.broken) parts.onBroken?.(one);
      bell.ring();
    }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await keep();
      } catch (fault) {
        if (closing.signal.aborted) return;
        if (fault instanceof LedgerFork) await keepFork(pool, fault).catch((again) => parts.onStumble?.(again));
        if (fault instanceof LedgerFork || fault instanceof LedgerDamaged || meaningOf(fault) === "fatal") {
          freeze(fault);
          parts.onFatal?.(fault);
          return;
        }
        parts.onStumble?.(fault);
        await sleep(PAUSE_MS);
      }
    }
  }
  const running = run();

  async function entered(actor: MemberId, eventId: Id16): Promise<Entered | undefined> {
    const { rows } = await pool.query<EnteredRow>({
      name: "fabric-entered",
      text: `SELECT log_index, event_hash, committed_at, entry, block, transaction FROM ledger_entry
             WHERE event_id = $1 AND bytes::jsonb #>> '{body,actor}' = $2 ORDER BY log_index LIMIT 1`,
      values: [eventId, actor],
    });
    return rows[0] && enteredOf(rows[0]);
  }

  async function until(is: () => Promise<boolean> | boolean, milliseconds: number): Promise<boolean> {
    for (const givenUp = Date.now() + milliseconds; ; ) {
      const mark = bell.mark();
      if (await is()) return true;
      const left = givenUp - Date.now();
      if (left <= 0 || closing.signal.aborted || broken !== undefined) return false;
      await bell.after(mark, Math.min(left, 200), closing.signal);
    }
  }

  return {
    bell,
    end: () => end,
    entered,
    async arrived(actor, eventId, milliseconds) {
      const key = keyOf(actor, eventId);
      // Asked for first: a block that comes during the query finds somebody waiting.
      const promise = waiting.get(key) ?? Promise.withResolvers<Entered>();
      waiting.set(key, promise);
      promise.promise.catch(() => {});
      const known = await entered(actor, eventId);
      if (known) {
        promise.resolve(known);
        waiting.delete(key);
      } else if (broken !== undefined) promise.reject(broken);
      const late = setTimeout(
        () => promise.reject(new Error(`the block of event ${eventId} has not come yet; it will be asked for again`)),
        milliseconds,
      );
      return promise.promise.finally(() => clearTimeout(late));
    },
    has(hashes, milliseconds) {
      return until(async () => {
        const { rows } = await pool.query<{ found: number }>({
          name: "fabric-has",
          text: "SELECT count(DISTINCT event_hash)::integer AS found FROM ledger_entry WHERE event_hash = ANY($1)",
          values: [hashes],
        });
        return rows[0]?.found === new Set(hashes).size;
      }, milliseconds);
    },
    reached: (block, milliseconds) => until(() => (end?.number ?? -1) >= block, milliseconds),
    async close() {
      closing.abort();
      await running;
      freeze(new Error("this ledger is closed"));
      await bell.close();
    },
  };
}

type EnteredRow = {
  log_index: string;
  event_hash: Hash;
  committed_at: string;
  entry: Buffer;
  block: string;
  transaction: string;
};

function enteredOf(row: EnteredRow): Entered {
  const position = { index: Number(row.log_index), block: Number(row.block), transaction: row.transaction };
  return {
    receipt: { position, eventHash: row.event_hash, time: row.committed_at },
    entry: row.entry.toString("hex"),
  };
}

/** Two organisations may draw the same id; each has its own key on the ledger. */
function keyOf(actor: MemberId, eventId: Id16): string {
  return `${actor} ${eventId}`;
}
