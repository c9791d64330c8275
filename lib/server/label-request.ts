import "server-only";

/** What the web process asks the worker to draw: it has checked who may, the worker has codes, secrets, keys and fonts. */
import { z } from "zod";
import { SHEETS, type SheetName } from "../domain/label/sheet.ts";
import type { Result } from "../domain/result.ts";
import type { Problem } from "../usecases/operation.ts";

export const LABEL_FORMATS = ["pdf", "svg", "zpl", "csv"] as const;
export type LabelFormat = (typeof LABEL_FORMATS)[number];

export const SHEET_NAMES = Object.keys(SHEETS) as [SheetName, ...SheetName[]];
export const MOST_COPIES = 10;

/** How labels are drawn, whatever they say. */
const drawing = {
  format: z.enum(LABEL_FORMATS),
  lotId: z.string(),
  partNumber: z.string(),
  preset: z.enum(SHEET_NAMES),
  /** First free place on the first sheet, from 1. */
  start: z.int().positive(),
  testPage: z.boolean(),
  /** Of the print head; ZPL only. */
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
  /** The product's, where labels carry GS1 links. */
  gtin: z.string().optional(),
};
const lotLabels = z.strictObject({
  what: z.literal("lot-labels"),
  ...drawing,
  /** Name of the print pack: the subject of a lot, or a replacement. */
  pack: z.string(),
  /** Position of the first label in the pack, from 0, and how many labels. */
  from: z.int().nonnegative(),
  labels: z.int().positive(),
  /** How often each label comes, one after the other. */
  copies: z.int().min(1).max(MOST_COPIES),
});
/** The one time that secrets leave their pack: all of its labels. */
const bagLabels = z.strictObject({
  what: z.literal("bag-labels"),
  ...drawing,
  pack: z.string(),
  labels: z.int().positive(),
  member: z.string(),
  kid: z.string(),
  issuedOn: z.iso.date(),
});
/** A label that names nothing, to look at: no pack is opened. */
const specimen = z.strictObject({
  what: z.literal("specimen"),
  ...drawing,
  label: z.enum(["body", "bag"]),
});
const carton = z.strictObject({
  what: z.literal("carton"),
  sscc: z.string(),
  /** Public name of the member who packed it. */
  from: z.string(),
  modules: z.int().nonnegative(),
  containers: z.int().nonnegative(),
  parts: z.array(z.strictObject({ partNumber: z.string(), modules: z.int().positive() })),
});

/** Whether there is anything to print from: nothing is drawn, and nothing counts as printed. */
const kept = z.strictObject({ what: z.literal("kept"), pack: z.string(), label: z.enum(["body", "bag"]) });

export const labelRequest = z.discriminatedUnion("what", [lotLabels, bagLabels, specimen, carton, kept]);
export type LabelRequest = z.infer<typeof labelRequest>;
export type LotLabels = z.infer<typeof lotLabels>;
export type BagLabels = z.infer<typeof bagLabels>;
export type Kept = z.infer<typeof kept>;
export type Specimen = z.infer<typeof specimen>;

/** Streams a file, or says why there is none: `labels-gone`, `secrets-gone`, `preset-too-small`, `labels-unreachable`. */
export type LabelFiles = (
  request: LabelRequest,
  left: AbortSignal,
) => Promise<Result<ReadableStream<Uint8Array>, Problem>>;

/** The worker's socket in the data folder. */
export const LABEL_SOCKET = "worker.sock";
