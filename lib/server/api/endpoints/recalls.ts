import "server-only";
import { z } from "zod";
import { liftRecall, recallLot } from "../../../usecases/life-commands.ts";
import { endpoint } from "../endpoint.ts";
import { written } from "../schemas/write.ts";
import { resultText, write } from "../write.ts";

const params = z.object({ lotId: z.string().min(1).max(64) });
const common = { method: "POST", tag: "lots", scope: "recalls:write" } as const;

export const createRecall = endpoint({
  ...common,
  id: "createRecall",
  path: "/lots/{lotId}/recalls",
  summary: "Calls a lot back: all of it, places in it (half-open ranges), or some of its modules",
  params,
  body: recallLot.omit({ kind: true, lotId: true }).meta({ id: "NewRecall" }),
  output: written({ lotId: z.string(), recall: z.string().nullable() }),
  statuses: [201, 202],
  problems: [
    "not-confirmed",
    "not-found",
    "lot-withdrawn",
    "recall-invalid",
    "item-unknown",
    "item-invalid",
    "record-missing",
  ],
  handle: (call) =>
    write(call, {
      command: { kind: "recall", lotId: call.params.lotId, ...call.body },
      status: 201,
      names: (operation) => ({ lotId: call.params.lotId, recall: resultText(operation, "recall") ?? null }),
      exists: { what: "lot", find: () => call.doors.queries().lot(call.actor.member, call.params.lotId) },
    }),
});

export const liftOneRecall = endpoint({
  ...common,
  id: "liftRecall",
  path: "/lots/{lotId}/recalls/{recall}/lift",
  summary: "Lifts a recall to which another member has agreed",
  params: params.extend({ recall: z.string().regex(/^[0-9a-f]{32}$/) }),
  body: liftRecall.pick({ reason: true }).meta({ id: "LiftedRecall" }),
  output: written({ lotId: z.string() }),
  statuses: [200, 202],
  problems: ["not-confirmed", "not-found", "recall-unknown", "second-member-missing"],
  handle: (call) =>
    write(call, {
      command: { kind: "lift-recall", ...call.params, ...call.body },
      status: 200,
      names: () => ({ lotId: call.params.lotId }),
      exists: { what: "lot", find: () => call.doors.queries().lot(call.actor.member, call.params.lotId) },
    }),
});
