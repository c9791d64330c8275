import "server-only";
import { z } from "zod";
import { csvText } from "../../../usecases/csv-text.ts";
import { ERROR_COLUMNS } from "../../../usecases/lot-file/columns.ts";
import type { RowProblem } from "../../../usecases/operation.ts";
import { endpoint, json, no, notFound } from "../endpoint.ts";
import { jobStream } from "../job-stream.ts";
import { pageOf, pageQuery } from "../schemas/common.ts";
import { job } from "../schemas/write.ts";

const jobParams = z.object({ id: z.uuid() });
const tag = "jobs";

export const listJobs = endpoint({
  id: "listJobs",
  method: "GET",
  path: "/jobs",
  summary: "Long work of your organisation, newest first",
  tag,
  scope: "read",
  query: pageQuery,
  output: pageOf(job),
  statuses: [200],
  problems: [],
  handle: async ({ actor, query, doors }) => json(await doors.queries().jobs(actor.member, query)),
});

export const getJob = endpoint({
  id: "getJob",
  method: "GET",
  path: "/jobs/{id}",
  summary: "One job: progress while it runs, then its result",
  tag,
  scope: "read",
  params: jobParams,
  output: job,
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, doors }) {
    const found = await doors.queries().job(actor.member, params.id);
    return found ? json(found) : notFound("job");
  },
});

export const getJobEvents = endpoint({
  id: "getJobEvents",
  method: "GET",
  path: "/jobs/{id}/events",
  summary: "Progress as server-sent events `job`, each a whole Job; the stream ends with the job",
  tag,
  scope: "read",
  params: jobParams,
  files: ["text/event-stream"],
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, doors, request }) {
    const read = () => doors.queries().job(actor.member, params.id);
    const first = await read();
    if (!first) return notFound("job");
    return {
      as: "bytes",
      contentType: "text/event-stream",
      bytes: jobStream(first, read, request.signal),
      headers: { "cache-control": "no-store", "x-accel-buffering": "no" },
    };
  },
});

export const cancelJob = endpoint({
  id: "cancelJob",
  method: "POST",
  path: "/jobs/{id}/cancel",
  summary: "Asks a job to stop; what is on the ledger already stays",
  tag,
  scope: "lots:write",
  params: jobParams,
  body: z.strictObject({}),
  output: job,
  statuses: [200],
  problems: ["not-found", "job-ended"],
  async handle({ actor, params, doors }) {
    const asked = await (await doors.jobs()).askCancel(actor.member, params.id);
    if (!asked) return notFound("job");
    if (asked.state === "done" || asked.state === "failed")
      return no("job-ended", `This job has ended (${asked.state}); there is nothing left to stop.`);
    return json(asked);
  },
});

export const getJobErrors = endpoint({
  id: "getJobErrors",
  method: "GET",
  path: "/jobs/{id}/errors.csv",
  summary: "Every bad row of a lot file with what is wrong; corrected, it can be sent as it is",
  tag,
  scope: "read",
  params: jobParams,
  files: ["text/csv"],
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, doors }) {
    const found = await doors.queries().job(actor.member, params.id);
    if (!found) return notFound("job");
    const fileName = `errors-${found.id}.csv`;
    const contentType = "text/csv; charset=utf-8";
    const kept = await doors.errorsFile(found.id);
    if (kept) return { as: "bytes", contentType, bytes: kept, fileName };
    const rows = (found.result?.errors ?? []) as readonly RowProblem[];
    const lines = rows.map((row) => [String(row.line), row.column, row.code, row.sentence]);
    return { as: "bytes", contentType, bytes: csvText([ERROR_COLUMNS, ...lines]), fileName };
  },
});
