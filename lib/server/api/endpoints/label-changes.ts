import "server-only";
import { z } from "zod";
import { replaceLabel, voidLabels } from "../../../usecases/label-commands.ts";
import { replacementPack } from "../../../usecases/label-packs.ts";
import { LABEL_FORMATS } from "../../label-request.ts";
import { endpoint, no, notFound } from "../endpoint.ts";
import { hash } from "../schemas/common.ts";
import { written } from "../schemas/write.ts";
import { resultText, write } from "../write.ts";
import { bagRequest, CONTENT_TYPES, fileReply, labelQuery, print } from "./labels.ts";

const tag = "labels";

export const createLabelVoid = endpoint({
  id: "createLabelVoid",
  method: "POST",
  path: "/labels/voids",
  summary: "Voids labels of your lots, whoever holds the goods",
  tag,
  scope: "labels:write",
  body: voidLabels.omit({ kind: true }).meta({ id: "LabelVoid" }),
  output: written({}),
  statuses: [201, 202],
  problems: [
    "not-confirmed",
    "item-unknown",
    "item-ambiguous",
    "item-twice",
    "item-invalid",
    "label-void",
    "lot-not-yours",
  ],
  handle: (call) => write(call, { command: { kind: "void-labels", ...call.body }, status: 201, names: () => ({}) }),
});

export const createReplacement = endpoint({
  id: "createReplacement",
  method: "POST",
  path: "/labels/replacements",
  summary: "Gives a module a label with a new code; the old one is void from then on",
  tag,
  scope: "labels:write",
  body: replaceLabel.omit({ kind: true }).meta({ id: "NewReplacement" }),
  output: written({ module: z.string().optional(), label: z.string().optional() }),
  statuses: [201, 202],
  problems: [
    "not-confirmed",
    "item-unknown",
    "item-ambiguous",
    "item-invalid",
    "lot-not-yours",
    "replaced-after-release",
    "label-not-current",
    "quota-exceeded",
  ],
  handle: (call) =>
    write(call, {
      command: { kind: "replace-label", ...call.body },
      status: 201,
      names: (operation) => ({ module: resultText(operation, "module"), label: resultText(operation, "label") }),
    }),
});

export const replacementFile = endpoint({
  id: "replacementFile",
  method: "GET",
  path: "/labels/replacements/{module}/file",
  summary: "The new label of a module, until its lot is declared applied or its covered code was handed out",
  tag,
  scope: "labels:read",
  params: z.object({ module: hash }),
  query: labelQuery.pick({ label: true, preset: true, start: true, dpi: true, testPage: true }).extend({
    format: z.enum(LABEL_FORMATS).default("pdf"),
  }),
  files: Object.values(CONTENT_TYPES),
  handsOut: () => "hand-out-labels",
  statuses: [200],
  problems: [
    "not-confirmed",
    "not-found",
    "labels-gone",
    "secrets-gone",
    "label-kind-not-available",
    "label-quota-exceeded",
  ],
  async handle(call) {
    const { actor, params, query, doors } = call;
    const [module] = await doors.queries().findModules(actor.member, params.module);
    if (module?.maker !== actor.member) return notFound("module");
    const lot = await doors.queries().lot(actor.member, module.lotId);
    if (!lot) return notFound("module");
    const { label, format, ...rest } = query;
    const { gtin, partNumber } = lot.product;
    const drawing = { format, lotId: lot.lotId, partNumber, ...rest, ...(gtin !== null && { gtin }) };
    const pack = replacementPack(module.labelId);
    if (label === "bag" && lot.labelKey === null)
      return no("label-kind-not-available", "This lot names no label key, so it has no bag labels.");
    const asked =
      label === "bag"
        ? bagRequest(lot, { ...drawing, pack, labels: 1 })
        : ({ what: "lot-labels", ...drawing, pack, from: 0, labels: 1, copies: 1 } as const);
    const file = await print(call, { lot: lot.subject, label, labels: 1, asked });
    return fileReply(file, format, `label-${module.serialNumber.replace(/[^\w.-]/g, "_")}`);
  },
});
