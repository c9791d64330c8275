import "server-only";
import { z } from "zod";
import { lotInput, releaseLot, withdrawLot } from "../../../usecases/commands.ts";
import { csvText } from "../../../usecases/csv-text.ts";
import { enqueueJob } from "../../../usecases/enqueue-job.ts";
import { COLUMNS } from "../../../usecases/lot-file/columns.ts";
import { type Call, endpoint, json, notFound } from "../endpoint.ts";
import { discard, receiveLotFile } from "../receive-lot-file.ts";
import { pageOf, pageQuery } from "../schemas/common.ts";
import { lot, moduleRecord } from "../schemas/records.ts";
import { job, written } from "../schemas/write.ts";
import { write } from "../write.ts";

export const lotParams = z.object({ lotId: z.string().min(1).max(64) });
const tag = "lots";

export const listLots = endpoint({
  id: "listLots",
  method: "GET",
  path: "/lots",
  summary: "Lots of your organisation, newest first",
  tag,
  scope: "read",
  query: pageQuery.extend({ status: z.enum(["registered", "released", "withdrawn"]).optional() }),
  output: pageOf(lot),
  statuses: [200],
  problems: [],
  handle: async ({ actor, query, doors }) => json(await doors.queries().lots(actor.member, query)),
});

export const getLot = endpoint({
  id: "getLot",
  method: "GET",
  path: "/lots/{lotId}",
  summary: "One lot",
  tag,
  scope: "read",
  params: lotParams,
  output: lot,
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, doors }) {
    const found = await doors.queries().lot(actor.member, params.lotId);
    return found ? json(found) : notFound("lot");
  },
});

export const listLotModules = endpoint({
  id: "listLotModules",
  method: "GET",
  path: "/lots/{lotId}/modules",
  summary: "Modules of a lot in its own order",
  tag,
  scope: "read",
  params: lotParams,
  query: pageQuery.extend({
    search: z.string().trim().max(100).optional().meta({ description: "Start of a serial number." }),
  }),
  output: pageOf(moduleRecord),
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, query, doors }) {
    if (!(await doors.queries().lot(actor.member, params.lotId))) return notFound("lot");
    return json(await doors.queries().lotModules(actor.member, params.lotId, query));
  },
});

const onError = z
  .enum(["refuse", "skip"])
  .meta({ description: "`skip` registers the good rows; else one bad row refuses the lot." });

export const registerLot = endpoint({
  id: "registerLot",
  method: "POST",
  path: "/lots",
  summary: "Registers a lot from a file: answers a job",
  tag,
  scope: "lots:write",
  query: lotInput.partial().extend({
    // A query has texts only; what is absent here comes with the multipart part `lot`.
    secrets: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .optional(),
    revision: z.string().optional(),
    onError: onError.optional(),
  }),
  upload: {
    "multipart/form-data": z.object({
      lot: lotInput,
      modules: z
        .string()
        .meta({ format: "binary", description: "CSV or NDJSON; columns as in /api/v1/lots/template.csv." }),
      onError: onError.optional(),
    }),
    "text/csv": z.string().meta({ description: "The file itself; the lot is in the query." }),
    "application/x-ndjson": z.string().meta({ description: "The file itself; the lot is in the query." }),
  },
  output: job,
  statuses: [202],
  problems: ["multipart-malformed", "content-type", "too-large", "too-many-imports", "outbox-full"],
  async handle({ actor, query, request, doors, idempotencyKey }) {
    const { onError: wanted, ...lotOfQuery } = query;
    const received = await receiveLotFile(request, doors.uploads(), lotOfQuery);
    if (!received.ok) return { as: "problem", problem: received.error };
    const { lot: input, file } = received.value;
    const mode = onError.safeParse(wanted ?? received.value.onError ?? "refuse");
    const opened = mode.success
      ? await enqueueJob(
          { jobs: await doors.jobs(), random: doors.random, journal: doors.journal() },
          { actor, lot: input, file, onError: mode.data },
          idempotencyKey === undefined ? {} : { idempotencyKey },
        )
      : ({
          ok: false,
          error: { code: "input-invalid", sentence: "onError is `refuse` or `skip`.", pointer: "/onError" },
        } as const);
    if (!opened.ok || !opened.value.fresh) await discard(file);
    if (!opened.ok) return { as: "problem", problem: opened.error };
    return json(opened.value.job, 202, { location: `/api/v1/jobs/${opened.value.job.id}` });
  },
});

export const lotTemplate = endpoint({
  id: "lotTemplate",
  method: "GET",
  path: "/lots/template.csv",
  summary: "An empty lot file with the names of all columns",
  tag,
  scope: "read",
  files: ["text/csv"],
  statuses: [200],
  problems: [],
  handle: async () => ({
    as: "bytes",
    contentType: "text/csv; charset=utf-8",
    bytes: csvText([COLUMNS]),
    fileName: "lot-template.csv",
  }),
});

function lotWrite(call: Call<{ lotId: string }, unknown, unknown>, command: Parameters<typeof write>[1]["command"]) {
  const { actor, params, doors } = call;
  return write(call, {
    command,
    status: 200,
    names: () => ({ lotId: params.lotId }),
    exists: { what: "lot", find: () => doors.queries().lot(actor.member, params.lotId) },
  });
}

export const releaseOneLot = endpoint({
  id: "releaseLot",
  method: "POST",
  path: "/lots/{lotId}/release",
  summary: "Releases a lot, or gives the first of two approvals",
  tag,
  scope: "lots:release",
  params: lotParams,
  body: releaseLot.omit({ kind: true, lotId: true }).meta({ id: "Release" }),
  output: written({ lotId: z.string() }),
  statuses: [200, 202],
  problems: ["not-confirmed", "not-found", "lot-not-registered", "approvers-missing", "role-missing", "gate-holds"],
  handle: (call) => lotWrite(call, { kind: "release-lot", lotId: call.params.lotId, ...call.body }),
});

export const withdrawOneLot = endpoint({
  id: "withdrawLot",
  method: "POST",
  path: "/lots/{lotId}/withdraw",
  summary: "Withdraws a lot that was registered by mistake and is not released",
  tag,
  scope: "lots:write",
  params: lotParams,
  body: withdrawLot.omit({ kind: true, lotId: true }).meta({ id: "Withdrawal" }),
  output: written({ lotId: z.string() }),
  statuses: [200, 202],
  problems: ["not-confirmed", "not-found", "lot-not-registered"],
  handle: (call) => lotWrite(call, { kind: "withdraw-lot", lotId: call.params.lotId, ...call.body }),
});
