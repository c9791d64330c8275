import "server-only";

/** What the web process asks the worker to draw: it has checked who may, the worker has the codes and the fonts. */
import { z } from "zod";
import { SHEETS, type SheetName } from "../domain/label/sheet.ts";
import type { Result } from "../domain/result.ts";
import type { Problem } from "../usecases/operation.ts";

export const LABEL_FORMATS = ["pdf", "svg", "zpl", "csv"] as const;
export type LabelFormat = (typeof LABEL_FORMATS)[number];

export const SHEET_NAMES = Object.keys(SHEETS) as [SheetName, ...SheetName[]];

const lotLabels = z.strictObject({
  what: z.literal("lot-labels"),
  format: z.enum(LABEL_FORMATS),
  /** Subject of the lot. */
  lot: z.string(),
  lotId: z.string(),
  partNumber: z.string(),
  preset: z.enum(SHEET_NAMES),
  /** Position of the first label in the lot, from 0, and how many labels. */
  from: z.int().nonnegative(),
  labels: z.int().positive(),
  /** First free place on the first sheet, from 1. */
  start: z.int().positive(),
  testPage: z.boolean(),
  /** Of the print head; ZPL only. */
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
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

export const labelRequest = z.discriminatedUnion("what", [lotLabels, carton]);
export type LabelRequest = z.infer<typeof labelRequest>;
export type LotLabels = z.infer<typeof lotLabels>;

/** Streams a file, or says why there is none: `labels-gone`, `labels-unreachable`. */
export type LabelFiles = (
  request: LabelRequest,
  left: AbortSignal,
) => Promise<Result<ReadableStream<Uint8Array>, Problem>>;

/** The worker's socket in the data folder. */
export const LABEL_SOCKET = "worker.sock";
