/** A ledger in Postgres with one writer. What it proves and what it cannot: README.md beside this file. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { textOfUtf8 } from "../../domain/bytes/utf8.ts";
import type { LedgerEvent, Time } from "../../domain/event/event.ts";
import { eventBytes, eventHash } from "../../domain/event/event-bytes.ts";
import { parseEvent } from "../../domain/event/parse-event.ts";
import type { Refusal } from "../../domain/event/refusal.ts";
import type { KnownIssuers } from "../../domain/event/verify-signatures.ts";
import { expectOk, ok, type Result, refuse } from "../../domain/result.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Ledger } from "../../ports/ledger.ts";
import type { LedgerStates } from "../../ports/ledger-states.ts";
import type { LogSigner } from "../../ports/signer.ts";
import { meaningOf } from "../database-fault.ts";
import { followEntries } from "../follow-entries.ts";
import { type LogHead, readHead, signHead } from "../log-head.ts";
import { openBell } from "../postgres-bell.ts";
import { ledgerStatesOf, readEntries } from "../stored-entries.ts";
import { type Answer, type Outcome, type Submission, writeBatch } from "./append-batch.ts";
import { openQueue } from "./append-queue.ts";
import { assertSeat, takeWriterSeat, type WriterSeat } from "./writer-seat.ts";

export const LEDGER_CHANNEL = "truelane_ledger";
const MOST_EVENTS = 256;
const MOST_BYTES = 4_000_000;
const PAGE = 200;
const RECONNECT_MS = 30_000;
/** More than any clock that is kept right is off. */
const AHEAD_MS = 15 * 60_000;

export type EmbeddedLedgerOptions = {
  readonly pool: pg.Pool;
  readonly logSigner: LogSigner;
  readonly clock: Clock;
  /** Called once when nothing more may be written: fsync failed, another writer took over, rows were changed. Default: the process stops. */
  readonly onFatal?: (fault: unknown) => void;
  /** How long to wait for the seat of a writer that has just died, in milliseconds. */
  readonly waitForSeatMs?: number;
};

/** Takes the writer's seat. @throws SeatTaken while another process writes; LedgerDamaged when the rows contradict the signed head. */
export async function openEmbeddedLedger(options: EmbeddedLedgerOptions): Promise<Ledger & LedgerStates> {
  const { pool, logSigner, clock } = options;
  const stop = options.onFatal ?? stopProcess;
  let seat: WriterSeat | undefined = await takeWriterSeat(pool, undefined, options.waitForSeatMs);
  let fence = seat.fence;
  let head: LogHead = await readHead(seat.client).catch(async (fault) => {
    await seat?.leave();
    throw fault;
  });
  const issuers: KnownIssuers = new Set();
  let broken: unknown;
  let closed = false;
  const bell = openBell(pool, LEDGER_CHANNEL);
  const closing = new AbortController();

  /** The seat, taken anew after a lost connection; what is committed is then read from the rows, not remembered. */
  async function seated(): Promise<WriterSeat> {
    if (seat) return seat;
    seat = await takeWriterSeat(pool, fence);
    fence = seat.fence;
    const held = seat;
    head = await readHead(held.client).catch(async (fault) => {
      await leaveSeat(true);
      throw fault;
    });
    return held;
  }

  async function commitBatch(submissions: readonly Submission[]): Promise<Outcome[]> {
    const held = await seated();
    const { client } = held;
    await client.query("BEGIN");
    const now = clock.now();
    assertNotAhead(now, await assertSeat(held));
    const written = await writeBatch(client, head, submissions, now, issuers);
    if (written.head !== head) {
      await signHead(client, head, written.head, logSigner);
      await client.query("SELECT pg_notify($1, $2)", [LEDGER_CHANNEL, String(written.head.size)]);
    }
    const { command } = await client.query("COMMIT");
    if (command !== "COMMIT") throw new Error(`the database answered ${command} to a commit`);
    head = written.head;
    bell.ring();
    return written.answers;
  }

  /** Tries until the outcome is known. Sending the same events again is safe: those that were committed answer with their receipt. */
  async function perform(submissions: readonly Submission[]): Promise<Outcome[]> {
    const givenUpAt = Date.now() + RECONNECT_MS;
    for (let pause = 50; ; pause = Math.min(pause * 2, 2000)) {
      if (broken) throw stopped(broken);
      try {
        return await commitBatch(submissions);
      } catch (fault) {
        const meaning = meaningOf(fault);
        if (meaning === "lost") await leaveSeat(true);
        else await seat?.client.query("ROLLBACK").catch(() => leaveSeat(true));
        if (meaning === "fatal") {
          broken = fault;
          stop(fault);
        }
        if (meaning === "fatal" || meaning === "refused" || Date.now() > givenUpAt) throw fault;
        await sleep(pause);
      }
    }
  }

  async function leaveSeat(lost: boolean): Promise<void> {
    const left = seat;
    seat = undefined;
    await left?.leave(lost);
  }

  const queue = openQueue<Submission, Answer>({ perform, mostJobs: MOST_EVENTS, mostWeight: MOST_BYTES });

  return {
    kind: "embedded",
    async append(event) {
      // Whoever closes gives the seat to the next process: nobody takes it back behind its back.
      if (closed) throw new Error("this ledger is closed; open it again to write");
      const submission = submissionOf(event);
      return submission.ok ? queue.add(submission.value, submission.value.bytes.length) : submission;
    },
    follow: (after, signal) =>
      followEntries(
        (index) => readEntries(pool, index, PAGE),
        bell,
        (after?.index ?? -1) + 1,
        AbortSignal.any([signal, closing.signal]),
      ),
    ...ledgerStatesOf(pool),
    async close() {
      closed = true;
      await queue.idle();
      closing.abort();
      await leaveSeat(false);
      await bell.close();
    },
  };
}

function submissionOf(event: LedgerEvent): Result<Submission, Refusal> {
  let bytes: Uint8Array;
  try {
    bytes = eventBytes(event);
  } catch (cause) {
    return refuse({ code: "malformed", detail: cause instanceof Error ? cause.message : "no canonical form" });
  }
  const parsed = parseEvent(bytes);
  if (!parsed.ok) return parsed;
  return ok({ event: parsed.value, bytes: expectOk(textOfUtf8(bytes)), eventHash: eventHash(parsed.value.body) });
}

/**
 * Ledger time never runs backward: one append under a clock that is years ahead would end every certificate for good.
 * The adversary is that clock; the database's own, perhaps on another machine, is asked beside it.
 */
function assertNotAhead(now: Time, databaseNow: Time): void {
  if (Date.parse(now) - Date.parse(databaseNow) <= AHEAD_MS) return;
  throw new Error(
    `The clock of this machine says ${now}, the database's clock ${databaseNow}: nothing is recorded under a clock that is more than 15 minutes ahead. Set both clocks right.`,
  );
}

function stopped(cause: unknown): Error {
  return new Error("this ledger has stopped writing; restart the process once the cause is removed", { cause });
}

function stopProcess(fault: unknown): void {
  setImmediate(() => {
    throw fault;
  });
}
