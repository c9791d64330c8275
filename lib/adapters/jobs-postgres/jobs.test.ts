import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import type { NewJob } from "../../ports/jobs.ts";
import type { Actor } from "../../usecases/actor.ts";
import { enqueueJob, type RegisterLotWork } from "../../usecases/enqueue-job.ts";
import { openJobs } from "./jobs.ts";

let database: TestDatabase;
let jobs: Awaited<ReturnType<typeof openJobs>>;
beforeAll(async () => {
  database = await openTestDatabase({ migrate: ["0001"] });
  jobs = await openJobs(database.web, () => {});
});
afterAll(async () => {
  await jobs.close();
  await database.close();
});

const newJob = (member: string, idempotencyKey?: string): NewJob => ({
  id: randomUUID(),
  member,
  kind: "register-lot",
  input: { any: "thing" },
  requestHash: "00".repeat(32),
  ...(idempotencyKey !== undefined && { idempotencyKey }),
});
async function messages(member: string): Promise<number> {
  const { rows } = await database.pool.query(
    "SELECT count(*)::int AS count FROM pgboss.job message JOIN job ON job.id::text = message.data->>'jobId' WHERE job.member = $1",
    [member],
  );
  return rows[0].count;
}

describe("jobs in Postgres", () => {
  it("are a row and one message", async () => {
    const { job, fresh } = await jobs.enqueue(newJob("one"));
    expect([job.state, job.done, job.total, fresh, await messages("one")]).toEqual(["queued", 0, null, true, 1]);
  });

  it("without a queue to go to are no row either", async () => {
    const id = randomUUID();
    await expect(jobs.enqueue({ ...newJob("lost"), id, kind: "labels" })).rejects.toThrow();
    expect((await database.pool.query("SELECT 1 FROM job WHERE id = $1", [id])).rowCount).toBe(0);
  });

  it("of one key are one job, however many ask at once", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => jobs.enqueue(newJob("fifty", "key"))));
    expect(new Set(answers.map(({ job }) => job.id)).size).toBe(1);
    expect(answers.filter(({ fresh }) => fresh)).toHaveLength(1);
    expect(await messages("fifty")).toBe(1);
  });

  it("of one key belong to the member that used it", async () => {
    const [left, right] = [await jobs.enqueue(newJob("left", "key")), await jobs.enqueue(newJob("right", "key"))];
    expect(left.job.id).not.toBe(right.job.id);
    expect((await jobs.byKey("left", "key"))?.job.id).toBe(left.job.id);
    expect(await jobs.byKey("left", "other")).toBeUndefined();
  });

  it("that wait end at once when they are cancelled; a running one is asked", async () => {
    const waiting = (await jobs.enqueue(newJob("stop"))).job.id;
    const running = (await jobs.enqueue(newJob("stop"))).job.id;
    await database.pool.query("UPDATE job SET state = 'running' WHERE id = $1", [running]);
    expect(await jobs.unfinished("stop")).toBe(2);
    expect(await jobs.askCancel("stop", waiting)).toMatchObject({ state: "cancelled", finishedAt: expect.any(String) });
    expect(await jobs.askCancel("stop", running)).toMatchObject({ state: "running" });
    expect((await database.pool.query("SELECT cancel_asked FROM job WHERE id = $1", [running])).rows).toEqual([
      { cancel_asked: true },
    ]);
    expect(await jobs.askCancel("other", waiting)).toBeUndefined();
    expect(await jobs.unfinished("stop")).toBe(1);
  });
});

describe("a lot file that arrived", () => {
  const actor: Actor = { by: "key", member: "", keyId: "k", scopes: ["lots:write"] };
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const journal = { hasRoom: async () => true };
  const work = (member: string, sha256: string): RegisterLotWork => ({
    actor: { ...actor, member },
    lot: { lotId: "L-1", partNumber: "X", revision: "", madeOn: "2026-03-01", secrets: false },
    file: { path: `/uploads/${randomUUID()}.csv`, format: "csv", bytes: 1, sha256 },
    onError: "refuse",
  });

  it("fifty times with one key is one job, and every asker is told the same", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        enqueueJob({ jobs, random, journal }, work("many", "aa"), { idempotencyKey: "k" }),
      ),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.job.id : ""))).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && answer.value.fresh)).toHaveLength(1);
  });

  it("with the key of another file is refused", async () => {
    await enqueueJob({ jobs, random, journal }, work("twice", "aa"), { idempotencyKey: "k" });
    const other = await enqueueJob({ jobs, random, journal }, work("twice", "bb"), { idempotencyKey: "k" });
    expect(other).toMatchObject({ ok: false, error: { code: "idempotency-key-reused" } });
  });

  it("waits while two are at work, but a repeated one is answered", async () => {
    await enqueueJob({ jobs, random, journal }, work("busy", "aa"), { idempotencyKey: "first" });
    await enqueueJob({ jobs, random, journal }, work("busy", "bb"));
    expect(await enqueueJob({ jobs, random, journal }, work("busy", "cc"))).toMatchObject({
      error: { code: "too-many-imports" },
    });
    expect((await enqueueJob({ jobs, random, journal }, work("busy", "aa"), { idempotencyKey: "first" })).ok).toBe(
      true,
    );
  });

  it("is refused while the outbox is full, but a repeated one is answered", async () => {
    await enqueueJob({ jobs, random, journal }, work("full", "aa"), { idempotencyKey: "first" });
    const full = { jobs, random, journal: { hasRoom: async () => false } };
    expect(await enqueueJob(full, work("full", "bb"))).toMatchObject({ error: { code: "outbox-full" } });
    expect(await jobs.unfinished("full")).toBe(1);
    expect((await enqueueJob(full, work("full", "aa"), { idempotencyKey: "first" })).ok).toBe(true);
  });
});
