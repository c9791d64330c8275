import "server-only";
import { z } from "zod";
import type { EventKind } from "../../../domain/event/event.ts";
import { endpoint, json, notFound } from "../endpoint.ts";
import { pageOf, pageQuery, wholePage } from "../schemas/common.ts";
import { ledgerEvent, member } from "../schemas/records.ts";
import { operation } from "../schemas/write.ts";
import { toldEvent } from "../told-event.ts";

const KINDS = {
  "network-founded": true,
  "member-admitted": true,
  "member-changed": true,
  "member-suspended": true,
  "product-declared": true,
  "label-key-declared": true,
  "label-key-revoked": true,
  "lot-registered": true,
  "lot-withdrawn": true,
  "lot-released": true,
  packed: true,
  unpacked: true,
  "transfer-offered": true,
  "transfer-accepted": true,
  "transfer-declined": true,
  "transfer-withdrawn": true,
  sold: true,
  "label-replaced": true,
  "labels-voided": true,
  activated: true,
  recalled: true,
  "recall-lifted": true,
  "reported-stolen": true,
  recovered: true,
  scrapped: true,
  corrected: true,
  returned: true,
  inspected: true,
  repaired: true,
  recoded: true,
  installed: true,
  removed: true,
} as const satisfies Record<EventKind, true>;

export const listEvents = endpoint({
  id: "listEvents",
  method: "GET",
  path: "/events",
  summary: "Events on the ledger that concern your organisation, newest first",
  tag: "events",
  scope: "read",
  query: pageQuery.extend({ kind: z.enum(Object.keys(KINDS) as EventKind[]).optional() }),
  output: pageOf(ledgerEvent),
  statuses: [200],
  problems: [],
  async handle({ actor, query, doors }) {
    const { items, nextCursor } = await doors.queries().events(actor.member, query);
    return json({ items: items.map(toldEvent), nextCursor });
  },
});

export const listMembers = endpoint({
  id: "listMembers",
  method: "GET",
  path: "/members",
  summary: "Members of the network",
  tag: "members",
  scope: "read",
  output: pageOf(member),
  statuses: [200],
  problems: [],
  handle: async ({ doors }) => json(wholePage(await doors.queries().members())),
});

export const getOperation = endpoint({
  id: "getOperation",
  method: "GET",
  path: "/operations/{id}",
  summary: "What became of a write",
  tag: "operations",
  scope: "read",
  params: z.object({ id: z.uuid() }),
  output: operation,
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, doors }) {
    const found = await doors.queries().operation(actor.member, params.id);
    return found ? json(found) : notFound("operation");
  },
});
