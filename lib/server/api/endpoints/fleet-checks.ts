import "server-only";
import { rm } from "node:fs/promises";
import { z } from "zod";
import { enqueueFleetCheck } from "../../../usecases/enqueue-fleet-check.ts";
import { endpoint, json, notFound } from "../endpoint.ts";
import { receiveCaptures } from "../receive-captures.ts";
import { job } from "../schemas/write.ts";

const tag = "module-checks";
const text = z.string().meta({ description: "What switches print, and hex dumps, of as many devices as there are." });

export const startFleetCheck = endpoint({
  id: "startFleetCheck",
  method: "POST",
  path: "/fleet-checks",
  summary: "Compares every module of a site's captures with its record: answers a job",
  tag,
  scope: "read",
  upload: {
    "multipart/form-data": z.object({
      captures: z.string().meta({ format: "binary", description: "May come several times." }),
    }),
    "text/plain": text,
    "application/octet-stream": text,
  },
  output: job,
  statuses: [202],
  problems: ["multipart-malformed", "too-large", "too-many-imports"],
  async handle({ actor, request, doors, idempotencyKey }) {
    const received = await receiveCaptures(request, doors.uploads());
    if (!received.ok) return { as: "problem", problem: received.error };
    const deps = { jobs: await doors.jobs(), random: doors.random };
    const opened = await enqueueFleetCheck(deps, actor, received.value, idempotencyKey);
    if (!opened.ok || !opened.value.fresh) await rm(received.value.path, { force: true });
    if (!opened.ok) return { as: "problem", problem: opened.error };
    return json(opened.value.job, 202, { location: `/api/v1/jobs/${opened.value.job.id}` });
  },
});

export const fleetReport = endpoint({
  id: "fleetReport",
  method: "GET",
  path: "/fleet-checks/{id}/report.csv",
  summary: "The report of a fleet check: duplicates first, then recalled, different, not registered, unknown, matched",
  tag,
  scope: "read",
  params: z.object({ id: z.uuid() }),
  files: ["text/csv"],
  handsOut: () => "hand-out-fleet-report",
  statuses: [200],
  problems: ["not-confirmed", "not-found"],
  async handle({ actor, params, doors }) {
    const found = await doors.queries().job(actor.member, params.id);
    const bytes = found && (await doors.reportFile(found.id));
    if (!bytes) return notFound("report");
    return { as: "bytes", contentType: "text/csv; charset=utf-8", bytes, fileName: `fleet-${params.id}.csv` };
  },
});
