/** Jobs in table `job` and pg-boss's queue, in one database: a row without a message, or the reverse, cannot be. */
import type { Pool, PoolClient } from "pg";
import { PgBoss } from "pg-boss";
import type { JobRecord, Jobs, NewJob } from "../../ports/jobs.ts";
import { forMember } from "../for-member.ts";
import { JOB_COLUMNS, type JobRow, jobOfRow } from "./job-row.ts";
import { QUEUE_OPTIONS } from "./queue-options.ts";

const KINDS: readonly JobRecord["kind"][] = ["register-lot", "check-fleet"];

/** The sending side: supervises nothing and takes no message. `close` leaves the pool open. */
export async function openJobs(pool: Pool, warn: (error: unknown) => void): Promise<Jobs & { close(): Promise<void> }> {
  const boss = new PgBoss({ db: executorOf(pool), supervise: false, schedule: false });
  boss.on("error", warn);
  await boss.start({ attempts: 5 });
  for (const kind of KINDS) await boss.createQueue(kind, QUEUE_OPTIONS);
  return {
    enqueue: (job) => forMember(pool, job.member, (client) => enqueue(boss, client, job)),
    async byKey(member, idempotencyKey) {
      const row = await forMember(pool, member, (client) => byKey(client, member, idempotencyKey));
      return row && { job: jobOfRow(row), requestHash: row.request_hash };
    },
    async unfinished(member) {
      const { rows } = await forMember(pool, member, (client) =>
        client.query<{ count: number }>(
          "SELECT count(*)::int AS count FROM job WHERE member = $1 AND state IN ('queued', 'running')",
          [member],
        ),
      );
      return rows[0]?.count ?? 0;
    },
    async askCancel(member, id) {
      const { rows } = await forMember(pool, member, (client) => client.query<JobRow>(ASK_CANCEL, [member, id]));
      return rows[0] && jobOfRow(rows[0]);
    },
    close: () => boss.stop({ graceful: false }),
  };
}

const ASK_CANCEL = `UPDATE job SET
    cancel_asked = cancel_asked OR state IN ('queued', 'running'),
    finished_at = CASE WHEN state = 'queued' THEN now() ELSE finished_at END,
    state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
  WHERE member = $1 AND id = $2 RETURNING ${JOB_COLUMNS}`;

const INSERT = `INSERT INTO job (id, member, kind, state, input, idempotency_key, request_hash)
  VALUES ($1, $2, $3, 'queued', $4, $5, $6)
  ON CONFLICT (member, idempotency_key) DO NOTHING RETURNING ${JOB_COLUMNS}`;

async function enqueue(boss: PgBoss, client: PoolClient, job: NewJob) {
  const { id, member, kind, input, idempotencyKey, requestHash } = job;
  const values = [id, member, kind, JSON.stringify(input), idempotencyKey ?? null, requestHash];
  const { rows } = await client.query<JobRow>(INSERT, values);
  const fresh = rows[0];
  if (fresh) {
    await boss.send(kind, { jobId: id }, { db: executorOf(client) });
    return { job: jobOfRow(fresh), requestHash, fresh: true };
  }
  const first = await byKey(client, member, idempotencyKey ?? "");
  if (!first) throw new Error(`job of ${member} was neither written nor found`);
  return { job: jobOfRow(first), requestHash: first.request_hash, fresh: false };
}

async function byKey(on: PoolClient, member: string, idempotencyKey: string): Promise<JobRow | undefined> {
  const { rows } = await on.query<JobRow>(`SELECT ${JOB_COLUMNS} FROM job WHERE member = $1 AND idempotency_key = $2`, [
    member,
    idempotencyKey,
  ]);
  return rows[0];
}

function executorOf(on: Pool | PoolClient) {
  return { executeSql: (text: string, values?: unknown[]) => on.query(text, values) };
}
