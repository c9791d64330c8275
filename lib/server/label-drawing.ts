import "server-only";

/** Labels in every format, from codes and secrets that the worker has just read. */
import { bagDesign } from "../adapters/label-print/bag-label.ts";
import { bodyDesign } from "../adapters/label-print/body-label.ts";
import { printFont } from "../adapters/label-print/font-file.ts";
import { bagsSvg, labelsSvg } from "../adapters/label-print/labels-svg.ts";
import { bagsZpl, labelsZpl } from "../adapters/label-print/labels-zpl.ts";
import type { PrintableBag, PrintableLabel } from "../adapters/label-print/printable.ts";
import { sheetPdf } from "../adapters/label-print/sheet-pdf.ts";
import { SHEETS } from "../domain/label/sheet.ts";
import { bagsCsv, labelsCsv } from "../usecases/labels-csv.ts";
import type { LotLabels } from "./label-request.ts";

export type Drawing = Pick<LotLabels, "format" | "lotId" | "partNumber" | "preset" | "start" | "testPage" | "dpi"> & {
  readonly domain: string;
  readonly count: number;
  readonly title: string;
};
type File = AsyncIterable<Uint8Array | string>;

export async function drawBodies(labels: AsyncIterable<PrintableLabel>, drawing: Drawing): Promise<File> {
  const about = aboutOf(drawing);
  switch (drawing.format) {
    case "csv":
      return labelsCsv(labels, drawing.partNumber);
    case "zpl":
      return labelsZpl(labels, { ...about, dpi: drawing.dpi });
    case "svg":
      return labelsSvg(labels, drawing.count, about);
    case "pdf":
      return sheetPdf(labels, bodyDesign(about), orderOf(drawing, true), await printFont());
  }
}

export async function drawBags(labels: AsyncIterable<PrintableBag>, drawing: Drawing): Promise<File> {
  const about = aboutOf(drawing);
  switch (drawing.format) {
    case "csv":
      return bagsCsv(labels, drawing);
    case "zpl":
      return bagsZpl(labels, { ...about, dpi: drawing.dpi });
    case "svg":
      return bagsSvg(labels, drawing.count, about);
    case "pdf":
      return sheetPdf(labels, bagDesign(about), orderOf(drawing, false), await printFont());
  }
}

function aboutOf({ preset, partNumber, lotId, domain }: Drawing) {
  return { sheet: SHEETS[preset], partNumber, lotId, domain };
}

function orderOf({ preset, start, testPage, title }: Drawing, compressed: boolean) {
  return { sheet: SHEETS[preset], title, start: start - 1, testPage, compressed };
}
