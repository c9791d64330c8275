import "server-only";
import { z } from "zod";
import { declareLabelKey, kidSchema, revokeLabelKey } from "../../../usecases/label-commands.ts";
import { endpoint, json } from "../endpoint.ts";
import { pageOf } from "../schemas/common.ts";
import { labelKey } from "../schemas/labels.ts";
import { written } from "../schemas/write.ts";
import { resultText, write } from "../write.ts";

const tag = "labels";
export const kidParams = z.object({ kid: kidSchema });

export const listLabelKeys = endpoint({
  id: "listLabelKeys",
  method: "GET",
  path: "/labels/keys",
  summary: "Label keys of your organisation, with what they have signed",
  tag,
  scope: "read",
  output: pageOf(labelKey),
  statuses: [200],
  problems: [],
  handle: async ({ actor, doors }) => json({ items: await doors.queries().labelKeys(actor.member), nextCursor: null }),
});

export const createLabelKey = endpoint({
  id: "createLabelKey",
  method: "POST",
  path: "/labels/keys",
  summary: "Makes a key that signs bag labels, and declares its public half with validity and quota",
  tag,
  scope: "labels:write",
  body: declareLabelKey.omit({ kind: true }).meta({ id: "NewLabelKey" }),
  output: written({ kid: z.string().optional() }),
  statuses: [201, 202],
  problems: ["not-confirmed", "label-key-invalid", "labels-unreachable"],
  handle: (call) =>
    write(call, {
      command: { kind: "declare-label-key", ...call.body },
      status: 201,
      names: (operation) => ({ kid: resultText(operation, "kid") }),
    }),
});

export const revokeOneLabelKey = endpoint({
  id: "revokeLabelKey",
  method: "POST",
  path: "/labels/keys/{kid}/revoke",
  summary: "Revokes a label key from here on; labels of lots that are registered already stay valid",
  tag,
  scope: "labels:write",
  params: kidParams,
  body: revokeLabelKey.omit({ kind: true, kid: true }).meta({ id: "LabelKeyRevocation" }),
  output: written({ kid: z.string() }),
  statuses: [200, 202],
  problems: ["not-confirmed", "label-key-unknown", "label-key-revoked"],
  handle: (call) =>
    write(call, {
      command: { kind: "revoke-label-key", kid: call.params.kid, ...call.body },
      status: 200,
      names: () => ({ kid: call.params.kid }),
    }),
});
