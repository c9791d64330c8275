/** A row of table `job` as the port shows it. */
import type { JobRecord } from "../../ports/jobs.ts";
import { lotOfJob } from "../lot-of-job.ts";

export type JobRow = {
  readonly id: string;
  readonly kind: JobRecord["kind"];
  readonly state: JobRecord["state"];
  readonly done: number;
  readonly total: number | null;
  readonly input: unknown;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly request_hash: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
};

export const JOB_COLUMNS = "id, kind, state, done, total, input, result, request_hash, created_at, finished_at";

export function jobOfRow(row: JobRow): JobRecord {
  const lotId = lotOfJob(row.input);
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    ...(lotId !== undefined && { lotId }),
    done: row.done,
    total: row.total,
    result: row.result,
    createdAt: row.created_at.toISOString(),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
  };
}
