import "server-only";
import { z } from "zod";
import { accept, decline, offer, sell, withdrawTransfer } from "../../../usecases/commands.ts";
import { type Call, endpoint, json, notFound } from "../endpoint.ts";
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
