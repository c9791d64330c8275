import "server-only";
import { z } from "zod";
import { type LABEL_FORMATS, type LabelFormat, SHEET_NAMES } from "../../label-request.ts";
import { type Endpoint, endpoint, no, notFound } from "../endpoint.ts";
import { ssccParams } from "./containers.ts";
import { lotParams } from "./lots.ts";

const CONTENT_TYPES = {
  pdf: "application/pdf",
  svg: "image/svg+xml",
  zpl: "application/zpl",
  csv: "text/csv; charset=utf-8",
} as const satisfies Record<LabelFormat, string>;

/** A browser draws an SVG whole; more belongs on paper. */
const MAX_SVG_LABELS = 100;

const labelQuery = z.object({
  label: z.enum(["body", "bag"]).default("body"),
  preset: z.enum(SHEET_NAMES).default("a4-24").meta({ description: "Sheet or roll, millimetre exact." }),
  from: z.coerce.number().int().min(0).default(0).meta({ description: "Position of the first label in the lot." }),
  count: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: "How many labels; all that are left by default." }),
  start: z.coerce.number().int().min(1).default(1).meta({ description: "First free place on a sheet that was begun." }),
  testPage: z
    .enum(["true", "false"])
    .default("true")
    .transform((text) => text === "true")
    .meta({ description: "A first page with a ruler; PDF only." }),
  dpi: z
    .enum(["203", "300", "600"])
    .default("203")
    .transform((text) => Number(text) as 203 | 300 | 600)
    .meta({ description: "Dots an inch of the print head; ZPL only." }),
});

function labelFile(format: LabelFormat): Endpoint {
  return endpoint({
    id: `lotLabels${format.toUpperCase()}`,
    method: "GET",
    path: `/lots/{lotId}/labels.${format}`,
    summary: `Labels of a lot as ${format.toUpperCase()}, while the codes are still kept`,
    tag: "labels",
    scope: "labels:read",
    params: lotParams,
    query: labelQuery,
    files: [CONTENT_TYPES[format]],
    statuses: [200],
    problems: ["not-found", "labels-gone", "label-kind-not-available", "labels-unreachable"],
    async handle({ actor, params, query, doors, request }) {
      const lot = await doors.queries().lot(actor.member, params.lotId);
      if (!lot) return notFound("lot");
      if (query.label === "bag")
        return no("label-kind-not-available", "Bag labels cannot be printed yet. Ask for label=body.");
      if (lot.status === "withdrawn")
        return no("labels-gone", "This lot was withdrawn; its labels must not be printed.");
      if (query.from >= lot.count)
        return no("query-invalid", `This lot has ${lot.count} labels, so from is at most ${lot.count - 1}.`);
      const left = lot.count - query.from;
      const labels = Math.min(query.count ?? left, left);
      if (format === "svg" && labels > MAX_SVG_LABELS)
        return no(
          "query-invalid",
          `An SVG shows at most ${MAX_SVG_LABELS} labels. Give count=${MAX_SVG_LABELS}, or ask for a PDF.`,
        );
      const { label: _label, count: _count, ...rest } = query;
      const asked = { format, lot: lot.subject, lotId: lot.lotId, partNumber: lot.product.partNumber, labels, ...rest };
      const file = await doors.labelFiles({ what: "lot-labels", ...asked }, request.signal);
      if (!file.ok) return { as: "problem", problem: file.error };
      return {
        as: "bytes",
        contentType: CONTENT_TYPES[format],
        bytes: file.value,
        fileName: `labels-${params.lotId.replace(/[^\w.-]/g, "_")}.${format}`,
        // Whoever reads a cache could print labels.
        headers: { "cache-control": "no-store" },
      };
    },
  });
}

/** One endpoint a format. */
export const lotLabels = {
  pdf: labelFile("pdf"),
  svg: labelFile("svg"),
  zpl: labelFile("zpl"),
  csv: labelFile("csv"),
} as const satisfies Record<(typeof LABEL_FORMATS)[number], Endpoint>;

export const containerLabel = endpoint({
  id: "containerLabel",
  method: "GET",
  path: "/containers/{sscc}/label.pdf",
  summary: "The label of a carton or pallet, 100 × 150 mm: SSCC as GS1-128 and as QR code",
  tag: "labels",
  scope: "read",
  params: ssccParams,
  files: ["application/pdf"],
  statuses: [200],
  problems: ["not-found", "labels-unreachable"],
  async handle({ actor, params, doors, request }) {
    const container = await doors.queries().container(actor.member, params.sscc);
    if (!container) return notFound("container");
    const maker = await doors.queries().memberOf(container.maker);
    const parts = new Map<string, number>();
    for (const item of container.items)
      if (item.is === "module") parts.set(item.partNumber, (parts.get(item.partNumber) ?? 0) + 1);
    const file = await doors.labelFiles(
      {
        what: "carton",
        sscc: container.sscc,
        from: maker?.name ?? container.maker,
        modules: container.modules,
        containers: container.items.filter((item) => item.is === "container").length,
        parts: [...parts].map(([partNumber, modules]) => ({ partNumber, modules })),
      },
      request.signal,
    );
    if (!file.ok) return { as: "problem", problem: file.error };
    return { as: "bytes", contentType: "application/pdf", bytes: file.value, fileName: `carton-${container.sscc}.pdf` };
  },
});
