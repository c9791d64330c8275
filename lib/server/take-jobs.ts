import "server-only";

import type { Pool } from "pg";
/** The worker's side of long work: takes messages of the queue, and what a killed worker left running. */
import { PgBoss } from "pg-boss";
import { QUEUE_OPTIONS } from "../adapters/jobs-postgres/queue-options.ts";
import type { JobMessage } from "../ports/jobs.ts";
import { type CheckFleetDeps, checkFleet } from "../usecases/check-fleet.ts";
import { type PackLotDeps, packReleasedLots } from "../usecases/pack-lot.ts";
import { type RegisterLotDeps, registerLot } from "../usecases/register-lot.ts";
import type { Log } from "./log.ts";

const QUEUE = "register-lot";
const FLEETS = "check-fleet";
const AT_ONCE = 2;
const PACK_EVERY_MS = 2_000;

/** `stop` waits for the jobs at work; killed instead, they begin anew at the next start. */
export async function takeJobs(
  pool: Pool,
  deps: RegisterLotDeps & Pick<PackLotDeps, "journal">,
  fleets: CheckFleetDeps,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ db: { executeSql: (text: string, values?: unknown[]) => pool.query(text, values) } });
  boss.on("error", (fault) => log.warn({ err: fault }, "the job queue complained"));
  await boss.start();
  for (const queue of [QUEUE, FLEETS]) {
    await boss.createQueue(queue, QUEUE_OPTIONS);
    // An installation of an earlier version has queues that give up after five tries.
    await boss.updateQueue(queue, QUEUE_OPTIONS);
  }
  for (const lot of await deps.lots.sweep()) await deps.printPacks.remove(lot);
  await sendAgain(pool, boss);
  await boss.work<JobMessage>(QUEUE, { localConcurrency: AT_ONCE, pollingIntervalSeconds: 0.5 }, async ([message]) => {
    if (message) await orTell(log, message.data.jobId, (id) => registerLot(deps, id));
  });
  await boss.work<JobMessage>(FLEETS, { pollingIntervalSeconds: 0.5 }, async ([message]) => {
    if (message) await orTell(log, message.data.jobId, (id) => checkFleet(fleets, id));
  });
  const packing = packFromTimeToTime(deps, log);
  return {
    async stop() {
      await packing.stop();
      await boss.stop({ graceful: true, timeout: 8_000 });
    },
  };
}

/** A fault is told at once, and thrown on: the queue gives the message out again. */
async function orTell(log: Log, jobId: string, work: (jobId: string) => Promise<void>): Promise<void> {
  try {
    await work(jobId);
  } catch (fault) {
    log.warn({ err: fault, jobId }, "a job met a fault and is taken again in a while");
    throw fault;
  }
}

/** A release is an event like any other: the cartons of its lot file are packed within seconds of it. */
function packFromTimeToTime(deps: RegisterLotDeps & Pick<PackLotDeps, "journal">, log: Log): { stop(): Promise<void> } {
  const { lots, jobs, journal, desk } = deps;
  const packing = { lots, jobs, journal, clock: desk.clock, random: desk.random };
  let atWork = Promise.resolve();
  const timer = setInterval(() => {
    atWork = atWork
      .then(() => packReleasedLots(packing))
      .catch((fault) => log.warn({ err: fault }, "cartons of a lot file could not be packed; trying again"));
  }, PACK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await atWork;
    },
  };
}

/** The queue gives a message of a killed worker out again only after an hour; taking one job twice does no harm. */
async function sendAgain(pool: Pool, boss: PgBoss): Promise<void> {
  const { rows } = await pool.query<{ id: string; kind: string }>(
    "SELECT id, kind FROM job WHERE kind = ANY($1) AND state = 'running'",
    [[QUEUE, FLEETS]],
  );
  for (const { id, kind } of rows) await boss.send(kind, { jobId: id } satisfies JobMessage);
}
