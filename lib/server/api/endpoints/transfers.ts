import "server-only";
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { z } from "zod";
import { accept, decline, offer, sell, withdrawTransfer } from "../../../usecases/commands.ts";
import { type Call, endpoint, json, no, notFound, publicEndpoint } from "../endpoint.ts";
import { pageOf, pageQuery } from "../schemas/common.ts";
import { transfer, transferDetail } from "../schemas/records.ts";
import { written } from "../schemas/write.ts";
import { resultText, write } from "../write.ts";

const tag = "transfers";
const transferParams = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) });

export const listTransfers = endpoint({
  id: "listTransfers",
  method: "GET",
  path: "/transfers",
  summary: "Transfers to your organisation (`in`) or from it (`out`)",
  tag,
  scope: "read",
  query: pageQuery.extend({
    direction: z.enum(["in", "out"]).default("in"),
    open: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .optional()
      .meta({ description: "Only those that still wait for an answer." }),
  }),
  output: pageOf(transfer),
  statuses: [200],
  problems: [],
  handle: async ({ actor, query, doors }) => json(await doors.queries().transfers(actor.member, query)),
});

export const getTransfer = endpoint({
  id: "getTransfer",
  method: "GET",
  path: "/transfers/{id}",
  summary: "One transfer with everything in it",
  tag,
  scope: "read",
  params: transferParams,
  output: transferDetail,
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, doors }) {
    const found = await doors.queries().transfer(actor.member, params.id);
    return found ? json(found) : notFound("transfer");
  },
});

export const createTransfer = endpoint({
  id: "createTransfer",
  method: "POST",
  path: "/transfers",
  summary: "Offers things to another member",
  tag,
  scope: "transfers:write",
  body: offer.omit({ kind: true }).meta({ id: "NewTransfer" }),
  output: written({ id: z.string().nullable() }),
  statuses: [201, 202],
  problems: [
    "item-unknown",
    "item-ambiguous",
    "not-the-holder",
    "not-top-level",
    "already-offered",
    "receiver-unknown",
    "receiver-is-giver",
    "expiry-in-past",
  ],
  handle: (call) =>
    write(call, {
      command: { kind: "offer", ...call.body },
      status: 201,
      names: (operation) => ({ id: resultText(operation, "transferId") ?? null }),
      location: (operation) => `/api/v1/transfers/${resultText(operation, "transferId")}`,
    }),
});

const answered = {
  method: "POST",
  tag,
  scope: "transfers:write",
  params: transferParams,
  output: written({ id: z.string() }),
  statuses: [200, 202],
} as const;

function answer(call: Call<{ id: string }, unknown, unknown>, command: Parameters<typeof write>[1]["command"]) {
  const { actor, params, doors } = call;
  return write(call, {
    command,
    status: 200,
    names: () => ({ id: params.id }),
    exists: { what: "transfer", find: () => doors.queries().transfer(actor.member, params.id) },
  });
}

export const acceptTransfer = endpoint({
  ...answered,
  id: "acceptTransfer",
  path: "/transfers/{id}/accept",
  summary: "Accepts what was offered, but for exceptions",
  body: accept.omit({ kind: true, transferId: true }).meta({ id: "Acceptance" }),
  problems: [
    "not-found",
    "not-the-receiver",
    "transfer-not-open",
    "transfer-expired",
    "exception-invalid",
    "item-unknown",
    "record-missing",
  ],
  handle: (call) => answer(call, { kind: "accept", transferId: call.params.id, ...call.body }),
});

export const declineTransfer = endpoint({
  ...answered,
  id: "declineTransfer",
  path: "/transfers/{id}/decline",
  summary: "Declines an offer",
  body: decline.omit({ kind: true, transferId: true }).meta({ id: "Reason" }),
  problems: ["not-found", "not-the-receiver", "transfer-not-open"],
  handle: (call) => answer(call, { kind: "decline", transferId: call.params.id, ...call.body }),
});

export const withdrawOffer = endpoint({
  ...answered,
  id: "withdrawTransfer",
  path: "/transfers/{id}/withdraw",
  summary: "Withdraws an offer of your own, or one that has expired",
  body: withdrawTransfer.omit({ kind: true, transferId: true }),
  problems: ["not-found", "not-the-giver", "transfer-not-open"],
  handle: (call) => answer(call, { kind: "withdraw-transfer", transferId: call.params.id, ...call.body }),
});

export const createSale = endpoint({
  id: "createSale",
  method: "POST",
  path: "/sales",
  summary: "Sells things to somebody outside the network",
  tag: "sales",
  scope: "sales:write",
  body: sell.omit({ kind: true }).meta({ id: "NewSale" }),
  output: written({}),
  statuses: [201, 202],
  problems: ["item-unknown", "item-ambiguous", "not-the-holder", "not-top-level", "already-offered", "already-sold"],
  handle: (call) => write(call, { command: { kind: "sell", ...call.body }, status: 201, names: () => ({}) }),
});

const NDJSON = "application/x-ndjson";
const unknownTransfer = () => notFound("transfer");

export const requestConsignment = publicEndpoint({
  id: "requestConsignment",
  method: "POST",
  path: "/transfers/{id}/consignment",
  summary: "The records of what was offered, for the receiver's installation: the question is signed by the receiver",
  tag,
  scope: "read",
  params: transferParams,
  body: z
    .object({
      statement: z.object({ v: z.literal(1), network: z.string(), transfer: z.string(), at: z.string() }),
      signatures: z.array(z.object({ certificate: z.string(), signature: z.string() })).min(1),
    })
    .meta({ id: "ConsignmentRequest" }),
  files: [NDJSON],
  statuses: [200],
  problems: ["not-found", "request-not-signed", "consignment-missing"],
  async handle({ params, body, doors }) {
    const answer = await doors.consignments().answer(params.id, body, new Date().toISOString());
    return answer.ok ? ndjson(answer.value) : no(answer.error.code, answer.error.sentence);
  },
});

export const getConsignment = endpoint({
  id: "getConsignment",
  method: "GET",
  path: "/transfers/{id}/consignment-file",
  summary: "The records of what was offered, as a file for whoever cannot be reached",
  tag,
  scope: "read",
  params: transferParams,
  files: [NDJSON],
  handsOut: () => "hand-out-consignment",
  statuses: [200],
  problems: ["not-confirmed", "not-found", "consignment-missing"],
  async handle({ actor, params, doors }) {
    if (!(await doors.queries().transfer(actor.member, params.id))) return unknownTransfer();
    const file = await doors.consignments().file(params.id);
    return file ? ndjson(file) : no("consignment-missing", "The records of this transfer are not kept here.");
  },
});

export const handInConsignment = endpoint({
  id: "handInConsignment",
  method: "POST",
  path: "/transfers/{id}/consignment-file",
  summary: "Hands in the records of what was offered, as the giver's file",
  tag,
  scope: "transfers:write",
  params: transferParams,
  output: z.object({ id: z.string(), checked: z.literal(true) }),
  statuses: [200],
  problems: ["not-found", "consignment-wrong", "body-missing"],
  async handle({ actor, params, doors, request }) {
    if (!(await doors.queries().transfer(actor.member, params.id))) return unknownTransfer();
    if (!request.body) return no("body-missing", "Send the consignment file as the body of this request.");
    const taken = await doors.consignments().take(params.id, Readable.fromWeb(request.body as NodeStream));
    return taken.ok ? json({ id: params.id, checked: true as const }) : no(taken.error.code, taken.error.detail);
  },
});

function ndjson(bytes: AsyncIterable<Uint8Array>) {
  const stream = Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream<Uint8Array>;
  return { as: "bytes", contentType: NDJSON, bytes: stream, fileName: "consignment.ndjson" } as const;
}
