import "server-only";
import { z } from "zod";
import type { Queries } from "../../../usecases/queries.ts";
import { endpoint, json, no, notFound } from "../endpoint.ts";
import { pageOf, wholePage } from "../schemas/common.ts";
import { ledgerEvent, moduleDetail, moduleRecord } from "../schemas/records.ts";
import { toldEvent } from "../told-event.ts";

const moduleParams = z.object({
  module: z.string().min(1).max(200).meta({ description: "Code, label id or serial number." }),
});
const tag = "modules";

export const findModules = endpoint({
  id: "findModules",
  method: "GET",
  path: "/modules",
  summary: "Modules by code, label id, serial number or scanned link; several when a serial number is not unique",
  tag,
  scope: "read",
  query: z.object({ search: z.string().trim().min(1).max(300) }),
  output: pageOf(moduleRecord),
  statuses: [200],
  problems: [],
  handle: async ({ actor, query, doors }) =>
    json(wholePage(await doors.queries().findModules(actor.member, query.search))),
});

export const getModule = endpoint({
  id: "getModule",
  method: "GET",
  path: "/modules/{module}",
  summary: "One module",
  tag,
  scope: "read",
  params: moduleParams,
  output: moduleDetail,
  statuses: [200],
  problems: ["not-found", "item-ambiguous"],
  async handle({ actor, params, doors }) {
    const found = await theOne(doors.queries(), actor.member, params.module);
    if (found.is !== "one") return found.reply;
    return json({ ...found.module, marks: await doors.queries().moduleMarks(found.module) });
  },
});

export const getModuleEvents = endpoint({
  id: "getModuleEvents",
  method: "GET",
  path: "/modules/{module}/events",
  summary: "What the ledger says of one module, oldest first",
  tag,
  scope: "read",
  params: moduleParams,
  output: pageOf(ledgerEvent),
  statuses: [200],
  problems: ["not-found", "item-ambiguous"],
  async handle({ actor, params, doors }) {
    const found = await theOne(doors.queries(), actor.member, params.module);
    if (found.is !== "one") return found.reply;
    const events = await doors.queries().moduleEvents(actor.member, found.module.labelId);
    return json(wholePage(events.map(toldEvent)));
  },
});

async function theOne(queries: Queries, member: string, text: string) {
  const modules = await queries.findModules(member, text);
  const [module] = modules;
  if (!module) return { is: "none", reply: notFound("module") } as const;
  if (modules.length === 1) return { is: "one", module } as const;
  const reply = no(
    "item-ambiguous",
    `${modules.length} modules have this serial number. Use a code or label id; GET /api/v1/modules?search= lists them.`,
  );
  return { is: "several", reply } as const;
}
