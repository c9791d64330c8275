import "server-only";
import { z } from "zod";
import { pack, unpack } from "../../../usecases/commands.ts";
import { numberContainer } from "../../../usecases/number-container.ts";
import { endpoint, json, notFound } from "../endpoint.ts";
import { pageOf, pageQuery } from "../schemas/common.ts";
import { container, containerDetail } from "../schemas/records.ts";
import { written } from "../schemas/write.ts";
import { toldEvent } from "../told-event.ts";
import { resultText, write } from "../write.ts";

export const ssccParams = z.object({ sscc: z.string().regex(/^\d{18}$/) });
const tag = "containers";

export const listContainers = endpoint({
  id: "listContainers",
  method: "GET",
  path: "/containers",
  summary: "Containers that your organisation packed, holds or is offered",
  tag,
  scope: "read",
  query: pageQuery,
  output: pageOf(container),
  statuses: [200],
  problems: [],
  handle: async ({ actor, query, doors }) => json(await doors.queries().containers(actor.member, query)),
});

export const getContainer = endpoint({
  id: "getContainer",
  method: "GET",
  path: "/containers/{sscc}",
  summary: "One container, what is directly inside, and its events",
  tag,
  scope: "read",
  params: ssccParams,
  output: containerDetail,
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, doors }) {
    const found = await doors.queries().container(actor.member, params.sscc);
    return found ? json({ ...found, events: found.events.map(toldEvent) }) : notFound("container");
  },
});

export const createContainer = endpoint({
  id: "createContainer",
  method: "POST",
  path: "/containers",
  summary: "Numbers a container; it stands on the ledger once something is packed into it",
  tag,
  scope: "containers:write",
  body: z
    .strictObject({
      sscc: z
        .string()
        .trim()
        .optional()
        .meta({ description: "Your own SSCC. Without it you get the next one under your GS1 prefix." }),
    })
    .meta({ id: "NewContainer" }),
  output: z.object({ sscc: z.string() }),
  statuses: [201],
  problems: ["sscc-malformed", "sscc-not-yours", "no-gs1-prefix"],
  async handle({ actor, body, doors, idempotencyKey }) {
    const member = await doors.queries().memberOf(actor.member);
    const numbered = await numberContainer(
      { numbers: doors.containerNumbers(), random: doors.random },
      actor,
      { ...body, prefixes: member?.gs1Prefixes ?? [] },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    );
    if (!numbered.ok) return { as: "problem", problem: numbered.error };
    return json(numbered.value, 201, { location: `/api/v1/containers/${numbered.value.sscc}` });
  },
});

const contained = z.strictObject({ items: pack.shape.items }).meta({
  id: "Items",
  description: "Modules by code, label id or serial number; containers by SSCC; label links as scanned.",
});

export const packContainer = endpoint({
  id: "packContainer",
  method: "POST",
  path: "/containers/{sscc}/pack",
  summary: "Packs modules or containers",
  tag,
  scope: "containers:write",
  params: ssccParams,
  body: contained,
  output: written({ sscc: z.string() }),
  statuses: [200, 202],
  problems: ["item-unknown", "item-ambiguous", "not-the-holder", "not-top-level", "lot-not-released", "sscc-not-yours"],
  handle: (call) =>
    write(call, {
      command: { kind: "pack", sscc: call.params.sscc, items: call.body.items },
      status: 200,
      names: (operation) => ({ sscc: resultText(operation, "sscc") ?? call.params.sscc }),
    }),
});

export const unpackContainer = endpoint({
  id: "unpackContainer",
  method: "POST",
  path: "/containers/{sscc}/unpack",
  summary: "Takes things out of a container",
  tag,
  scope: "containers:write",
  params: ssccParams,
  body: z.strictObject({ items: unpack.shape.items }),
  output: written({ sscc: z.string() }),
  statuses: [200, 202],
  problems: ["item-unknown", "not-in-container", "not-the-holder", "container-not-top-level"],
  handle: (call) =>
    write(call, {
      command: { kind: "unpack", sscc: call.params.sscc, items: call.body.items },
      status: 200,
      names: () => ({ sscc: call.params.sscc }),
    }),
});
