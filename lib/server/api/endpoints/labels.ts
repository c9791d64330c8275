import "server-only";
import { z } from "zod";
import type { Subject } from "../../../domain/event/event.ts";
import { parseSubject } from "../../../domain/event/subject.ts";
import type { Result } from "../../../domain/result.ts";
import type { Problem } from "../../../usecases/operation.ts";
import type { LotRow } from "../../../usecases/queries.ts";
import { nameOf } from "../../../usecases/verbs/label-shop.ts";
import {
  type BagLabels,
  type LABEL_FORMATS,
  type LabelFormat,
  type LabelRequest,
  MOST_COPIES,
  SHEET_NAMES,
} from "../../label-request.ts";
import { type Call, type Endpoint, endpoint, notFound, type Reply } from "../endpoint.ts";
import { ssccParams } from "./containers.ts";
import { lotParams } from "./lots.ts";

export const CONTENT_TYPES = {
  pdf: "application/pdf",
  svg: "image/svg+xml",
  zpl: "application/zpl",
  csv: "text/csv; charset=utf-8",
} as const satisfies Record<LabelFormat, string>;

/** A browser draws an SVG whole; more belongs on paper. */
const MAX_SVG_LABELS = 100;
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const labelQuery = z.object({
  label: z.enum(["body", "bag"]).default("body").meta({
    description: "Bag labels carry covered codes: they are handed out once, for the whole lot.",
  }),
  preset: z.enum(SHEET_NAMES).default("a4-24").meta({ description: "Sheet or roll, millimetre exact." }),
  from: z.coerce.number().int().min(0).default(0).meta({ description: "Position of the first label in the lot." }),
  count: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: "How many labels; all that are left by default." }),
  copies: z.coerce.number().int().min(1).max(MOST_COPIES).default(1).meta({ description: "Of each body label." }),
  start: z.coerce.number().int().min(1).default(1).meta({ description: "First free place on a sheet that was begun." }),
  testPage: flag.default(true).meta({ description: "A first page with a ruler; PDF only." }),
  dpi: z
    .enum(["203", "300", "600"])
    .default("203")
    .transform((text) => Number(text) as 203 | 300 | 600)
    .meta({ description: "Dots an inch of the print head; ZPL only." }),
  specimen: flag.default(false).meta({ description: "One label that names nothing, to look at; it counts nowhere." }),
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
    handsOut: ({ specimen }) => (specimen ? undefined : "hand-out-labels"),
    statuses: [200],
    problems: [
      "not-confirmed",
      "not-found",
      "labels-gone",
      "secrets-gone",
      "label-kind-not-available",
      "label-key-unknown",
      "label-quota-exceeded",
      "labels-busy",
      "preset-too-small",
      "labels-unreachable",
    ],
    async handle(call) {
      const { actor, params, query, doors } = call;
      const lot = await doors.queries().lot(actor.member, params.lotId);
      if (!lot) return notFound("lot");
      const order = orderOf(lot, format, query);
      if (!order.ok) return { as: "problem", problem: order.error };
      const file = await print(call, order.value);
      return fileReply(
        file,
        format,
        `${query.label === "bag" ? "bag-labels" : "labels"}-${params.lotId.replace(/[^\w.-]/g, "_")}`,
      );
    },
  });
}

/** What is printed, of which lot, and how many labels of the work order it takes; a specimen takes none. */
type PrintOrder = {
  readonly lot: Subject;
  readonly label: "body" | "bag";
  readonly labels: number;
  readonly asked: LabelRequest;
};

function orderOf(lot: LotRow, format: LabelFormat, query: z.output<typeof labelQuery>): Result<PrintOrder, Problem> {
  const { label, from, count, copies, specimen, ...rest } = query;
  const { gtin, partNumber } = lot.product;
  const drawing = { format, lotId: lot.lotId, partNumber, ...rest, ...(gtin !== null && { gtin }) };
  const order = { lot: lot.subject, label };
  const said = (code: string, sentence: string) => ({ ok: false, error: { code, sentence } }) as const;
  if (specimen) return { ok: true, value: { ...order, labels: 0, asked: { what: "specimen", ...drawing, label } } };
  if (lot.status === "withdrawn") return said("labels-gone", "This lot was withdrawn; its labels must not be printed.");
  if (label === "bag") {
    if (lot.labelKey === null)
      return said(
        "label-kind-not-available",
        "This lot names no label key, so it has no bag labels. Name one when you register a lot.",
      );
    if (from > 0 || count !== undefined || copies > 1)
      return said(
        "query-invalid",
        "Bag labels are handed out once, for the whole lot: leave from, count and copies out.",
      );
    const asked = bagRequest(lot, { ...drawing, pack: lot.subject, labels: lot.count });
    return { ok: true, value: { ...order, labels: lot.count, asked } };
  }
  if (from >= lot.count)
    return said("query-invalid", `This lot has ${lot.count} labels, so from is at most ${lot.count - 1}.`);
  const labels = Math.min(count ?? lot.count - from, lot.count - from);
  if (format === "svg" && labels * copies > MAX_SVG_LABELS)
    return said(
      "query-invalid",
      `An SVG shows at most ${MAX_SVG_LABELS} labels. Give count=${MAX_SVG_LABELS}, or ask for a PDF.`,
    );
  const asked = { what: "lot-labels", ...drawing, pack: lot.subject, from, labels, copies } as const;
  return { ok: true, value: { ...order, labels: labels * copies, asked } };
}

/** @param lot names a label key */
export function bagRequest(lot: LotRow, rest: Omit<BagLabels, "what" | "member" | "kid" | "issuedOn">): BagLabels {
  const key = parseSubject(lot.labelKey ?? "");
  if (!key.ok || key.value.is !== "key") throw new Error(`lot ${lot.lotId} names no label key`);
  // The day of the ledger's own time: a label that is printed again says the same.
  const issuedOn = lot.registeredAt.slice(0, 10);
  return { what: "bag-labels", ...rest, member: key.value.member, kid: key.value.kid, issuedOn };
}

/** Notes the file in the book before it is made, and its end when the last byte has passed. */
export async function print(
  { actor, doors, request }: Pick<Call<unknown, unknown, unknown>, "actor" | "doors" | "request">,
  { lot, label, labels, asked }: PrintOrder,
): Promise<Result<ReadableStream<Uint8Array>, Problem>> {
  if (labels === 0) return doors.labelFiles(asked, request.signal);
  const book = doors.labelBook(actor.member);
  const print = await book.beginPrint(lot, label, labels, nameOf(actor));
  if (print === undefined) {
    const { quota, printed } = await book.counts(lot);
    const sentence = `The work order of this lot has ${quota} labels, and ${printed} are printed. ${labels} more do not fit: print fewer, or replace what is spoiled.`;
    return { ok: false, error: { code: "label-quota-exceeded", sentence } };
  }
  const file = await doors.labelFiles(asked, request.signal);
  if (!file.ok) {
    await book.cancelPrint(print);
    return file;
  }
  const end = new TransformStream<Uint8Array, Uint8Array>({ flush: () => book.finishPrint(print) });
  return { ok: true, value: file.value.pipeThrough(end) };
}

export function fileReply(
  file: Result<ReadableStream<Uint8Array>, Problem>,
  format: LabelFormat,
  name: string,
): Reply<never> {
  if (!file.ok) return { as: "problem", problem: file.error };
  return {
    as: "bytes",
    contentType: CONTENT_TYPES[format],
    bytes: file.value,
    fileName: `${name}.${format}`,
    // Whoever reads a cache could print labels.
    headers: { "cache-control": "no-store" },
  };
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
