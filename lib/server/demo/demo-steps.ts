import "server-only";

import { createHash } from "node:crypto";
/** The demo's way of doing things: as people do, each step under a key of its own, so that a repeated step is the first one. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeDurably } from "../../adapters/durable-file.ts";
import { openJobs } from "../../adapters/jobs-postgres/jobs.ts";
import { lotSubject } from "../../domain/event/subject.ts";
import { parseCode } from "../../domain/label/code.ts";
import type { Actor } from "../../usecases/actor.ts";
import type { Command, LotInput } from "../../usecases/commands.ts";
import { enqueueJob } from "../../usecases/enqueue-job.ts";
import type { Operation } from "../../usecases/operation.ts";
import { systemClock } from "../clock.ts";
import { queries, submit } from "../composition.ts";
import { env } from "../env.ts";
import { labelClient } from "../label-client.ts";
import { LABEL_SOCKET } from "../label-request.ts";
import { log } from "../log.ts";
import { pool } from "../pool.ts";
import { systemRandom } from "../random.ts";
import { writeJournal } from "../write-journal.ts";

const PATIENCE_MS = 120_000;

/** The demo's people sit at no browser that could be left open. */
export function confirmed<A extends Actor>(actor: A): A {
  return { ...actor, confirmedAt: systemClock.now() };
}

/** Asks for a write and waits until it is recorded. Throws with the refusal's sentence. */
export async function recorded(actor: Actor, name: string, command: Command): Promise<Operation> {
  const idempotencyKey = `demo ${name}`;
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const operation = await submit(confirmed(actor), command, { idempotencyKey });
    if (operation.state === "recorded") return operation;
    if (operation.state === "refused") throw new Error(`demo step "${name}": ${operation.problem?.sentence}`);
    if (Date.now() > until) throw new Error(`demo step "${name}" got no answer from the worker`);
    await sleep(200);
  }
}

/** Registers a lot from its file, as the API does, and waits for the job. */
export async function registered(actor: Actor, lot: LotInput, csv: string): Promise<void> {
  const bytes = Buffer.from(csv);
  const folder = join(env().dataDir, "uploads");
  const name = `demo-${lot.lotId}.csv`;
  const path = join(folder, name);
  await writeDurably(folder, [bytes], () => name);
  const jobs = await openJobs(pool(), (fault) => log().warn({ reason: String(fault) }, "the job queue complained"));
  try {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const opened = await enqueueJob(
      { jobs, random: systemRandom, journal: writeJournal() },
      { actor, lot, file: { path, format: "csv", bytes: bytes.length, sha256 }, onError: "refuse" },
      { idempotencyKey: `demo lot ${lot.lotId}` },
    );
    if (!opened.ok) throw new Error(`demo lot ${lot.lotId}: ${opened.error.sentence}`);
    await jobDone(actor, opened.value.job.id, lot.lotId);
    // A job that was already done did not read this copy.
    await rm(path, { force: true });
  } finally {
    await jobs.close();
  }
}

async function jobDone(actor: Actor, id: string, lotId: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const job = await queries().job(actor.member, id);
    if (job?.state === "done") return;
    if (job?.state === "failed" || job?.state === "cancelled") {
      throw new Error(`demo lot ${lotId} was not registered: ${JSON.stringify(job.result)}`);
    }
    if (Date.now() > until) throw new Error(`demo lot ${lotId} is not ready after ${PATIENCE_MS / 1000} s`);
    await sleep(200);
  }
}

export type DemoLabel = { readonly serialNumber: string; readonly code: string; readonly url: string };

/** The labels of a lot as its label officer downloads them. */
export async function labelsOf(member: string, lotId: string, partNumber: string, count: number): Promise<DemoLabel[]> {
  const file = await labelClient(join(env().dataDir, LABEL_SOCKET))(
    {
      what: "lot-labels",
      format: "csv",
      pack: lotSubject(member, lotId),
      lotId,
      partNumber,
      preset: "a4-65",
      from: 0,
      labels: count,
      copies: 1,
      start: 1,
      testPage: false,
      dpi: 203,
    },
    AbortSignal.timeout(PATIENCE_MS),
  );
  if (!file.ok) throw new Error(`labels of demo lot ${lotId}: ${file.error.sentence}`);
  const text = await new Response(file.value).text();
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== "")
    .map(labelOfLine);
}

function labelOfLine(line: string): DemoLabel {
  const [serialNumber = "", , link = ""] = line.split(",").map((cell) => cell.replace(/^"|"$/g, ""));
  const code = parseCode(link.split("/").at(-1) ?? "");
  if (!code.ok) throw new Error(`a label of the demo cannot be read: ${line}`);
  return { serialNumber, code: code.value, url: `${env().publicUrl}/v/${code.value}` };
}
