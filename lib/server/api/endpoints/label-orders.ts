import "server-only";
import { z } from "zod";
import { scannedLabel } from "../../../domain/label/scanned-label.ts";
import type { Command } from "../../../usecases/commands.ts";
import { countSpoiled, openLabelOrder } from "../../../usecases/label-commands.ts";
import { nameOf } from "../../../usecases/verbs/label-shop.ts";
import { type Call, endpoint, json, notFound } from "../endpoint.ts";
import { checkedLabel, labelCounts } from "../schemas/labels.ts";
import { written } from "../schemas/write.ts";
import { write } from "../write.ts";
import { lotParams } from "./lots.ts";

const tag = "labels";
const MOST_AT_ONCE = 500;

export const getLabelCounts = endpoint({
  id: "getLabelCounts",
  method: "GET",
  path: "/labels/lots/{lotId}",
  summary: "How many labels of a lot are ordered, printed, applied and voided",
  tag,
  scope: "read",
  params: lotParams,
  output: labelCounts,
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, doors }) {
    const lot = await doors.queries().lot(actor.member, params.lotId);
    return lot ? json(await doors.labelBook(actor.member).counts(lot.subject)) : notFound("lot");
  },
});

export const checkLabels = endpoint({
  id: "checkLabels",
  method: "POST",
  path: "/labels/lots/{lotId}/checks",
  summary: "Scans labels back from their modules: each good one counts as applied",
  tag,
  scope: "labels:write",
  params: lotParams,
  body: z
    .strictObject({ codes: z.array(z.string().trim().min(1).max(400)).min(1).max(MOST_AT_ONCE) })
    .meta({ id: "LabelCheck" }),
  output: z.object({ items: z.array(checkedLabel).readonly(), counts: labelCounts }),
  statuses: [200],
  problems: ["not-found"],
  async handle({ actor, params, body, doors }) {
    const lot = await doors.queries().lot(actor.member, params.lotId);
    if (!lot) return notFound("lot");
    // Codes end here: everything behind this line knows label ids only.
    const labels = body.codes.map(scannedLabel);
    const book = doors.labelBook(actor.member);
    const known = labels.filter((label) => label !== undefined);
    const outcomes = [...(await book.check(lot.subject, known, nameOf(actor)))];
    const items = labels.map((label) => ({
      outcome: label === undefined ? ("unknown" as const) : (outcomes.shift() ?? ("unknown" as const)),
      label: label ?? null,
    }));
    return json({ items, counts: await book.counts(lot.subject) });
  },
});

function lotWrite(call: Call<{ lotId: string }, unknown, unknown>, command: Command) {
  const { actor, params, doors } = call;
  return write(call, {
    command,
    status: 200,
    names: () => ({ lotId: params.lotId }),
    exists: { what: "lot", find: () => doors.queries().lot(actor.member, params.lotId) },
  });
}

const onLot = {
  method: "POST",
  tag,
  scope: "labels:write",
  params: lotParams,
  output: written({ lotId: z.string() }),
  statuses: [200, 202],
} as const;

export const createLabelOrder = endpoint({
  ...onLot,
  id: "createLabelOrder",
  path: "/labels/lots/{lotId}/order",
  summary: "Opens the work order of a lot: what is printed must balance before the lot is offered",
  body: openLabelOrder.omit({ kind: true, lotId: true }).meta({ id: "NewLabelOrder" }),
  problems: ["not-found", "labels-gone", "order-known", "quota-too-small"],
  handle: (call) => lotWrite(call, { kind: "open-label-order", lotId: call.params.lotId, ...call.body }),
});

export const withdrawLabelOrder = endpoint({
  ...onLot,
  id: "withdrawLabelOrder",
  path: "/labels/lots/{lotId}/order/withdrawal",
  summary: "Withdraws a work order of which nothing was printed; its lot is held back no longer",
  problems: ["not-found", "order-printed"],
  handle: (call) => lotWrite(call, { kind: "withdraw-label-order", lotId: call.params.lotId }),
});

export const countSpoiledLabels = endpoint({
  ...onLot,
  id: "countSpoiledLabels",
  path: "/labels/lots/{lotId}/spoiled",
  summary: "Counts paper that was thrown away; its codes stay good",
  body: countSpoiled.omit({ kind: true, lotId: true }).meta({ id: "SpoiledLabels" }),
  problems: ["not-found", "more-than-printed"],
  handle: (call) => lotWrite(call, { kind: "count-spoiled", lotId: call.params.lotId, ...call.body }),
});

export const declareLabelsApplied = endpoint({
  ...onLot,
  id: "declareLabelsApplied",
  path: "/labels/lots/{lotId}/applied",
  summary: "Declares a lot labelled: its codes are deleted, its order ends if it balances",
  problems: ["not-found", "labels-unbalanced"],
  handle: (call) => lotWrite(call, { kind: "declare-applied", lotId: call.params.lotId }),
});
