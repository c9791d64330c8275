/** A carton or pallet label of 100 × 150 mm in the manner of GS1 logistic labels: who packed, what is inside, SSCC as text, QR and GS1-128. */

import { warningsFor } from "./body-label.ts";
import { gs1BarcodeWidths } from "./code-128.ts";
import { IN_MILLIMETRES, mediaBox, num, openPdf, pdfText } from "./pdf-file.ts";
import { openPdfFont, type PdfFont } from "./pdf-font.ts";
import { paragraphs, sizeThatFits, textAt } from "./pdf-text.ts";
import { qrMask } from "./qr-mask.ts";
import { openQrTable } from "./qr-table.ts";
import type { TrueType } from "./true-type.ts";

export type Carton = {
  readonly uri: string;
  readonly domain: string;
  readonly sscc: string;
  /** Public name of the member who packed it. */
  readonly from: string;
  readonly modules: number;
  /** Containers inside: what holds any is a pallet. */
  readonly containers: number;
  readonly parts: readonly {
    readonly partNumber: string;
    readonly modules: number;
  }[];
};

const PAGE = { width: 100, height: 150 };
const EDGE = 6;
const QR_MODULE = 1.3;
const MOST_PARTS = 5;
/** GS1 asks for 0.495 to 1.016 mm on logistic units. */
const BAR_MODULE = 0.5;
const BAR_HEIGHT = 32;

export function cartonPdf(carton: Carton, font: TrueType): Uint8Array {
  const pdf = openPdf();
  const text = openPdfFont(pdf, font);
  const [catalog, pages, page, stream, info] = [
    pdf.reserve(),
    pdf.reserve(),
    pdf.reserve(),
    pdf.reserve(),
    pdf.reserve(),
  ];
  return Buffer.concat([
    pdf.head,
    pdf.object(stream, "", IN_MILLIMETRES + content(text, carton)),
    pdf.object(
      page,
      `/Type/Page/Parent ${pages} 0 R/MediaBox${mediaBox(PAGE)}/Resources<</Font<</F ${text.id} 0 R>>>>/Contents ${stream} 0 R`,
    ),
    pdf.object(pages, `/Type/Pages/Count 1/Kids[${page} 0 R]`),
    pdf.object(catalog, `/Type/Catalog/Pages ${pages} 0 R/ViewerPreferences<</PrintScaling/None>>`),
    ...text.objects(),
    pdf.object(info, `/Title${pdfText(`SSCC ${carton.sscc}`)}/Producer(TrueLane)`),
    pdf.end(catalog, info),
  ]);
}

function content(font: PdfFont, carton: Carton): string {
  const width = PAGE.width - 2 * EDGE;
  const table = openQrTable(carton.uri, "Q");
  const qrSide = table.size * QR_MODULE;
  const beside = EDGE + qrSide + 6;
  const room = PAGE.width - beside - EDGE;
  const line = (text: string, size: number, x: number, y: number, widest: number) =>
    textAt(font, text, sizeThatFits(font, text, size, widest), x, y);
  const rule = (y: number) => `0.4 w ${EDGE} ${num(y)} m ${PAGE.width - EDGE} ${num(y)} l S\n`;
  const kind = carton.containers > 0 ? "PALLET 托盘" : "CARTON 箱";
  const kindWidth = font.widthOf(kind) * 4;
  let made = line(carton.from, 6, EDGE, 138, width - kindWidth - 4);
  made += textAt(font, kind, 4, PAGE.width - EDGE - kindWidth, 138) + rule(133);
  made += qrMask(table, EDGE, 128 - qrSide, QR_MODULE)(carton.uri);
  made += line("MODULES 模块", 2.6, beside, 124, room) + line(String(carton.modules), 10, beside, 113, room);
  partLines(carton).forEach((part, at) => {
    made += line(part, 3.2, beside, 106 - at * 4.6, room);
  });
  made += paragraphs(font, warningsFor(carton.domain), 2.4, { left: EDGE, width, top: 82, bottom: 69 });
  made += rule(68) + line("SSCC", 2.6, EDGE, 63, width) + line(`(00) ${carton.sscc}`, 6.4, EDGE, 55, width) + rule(51);
  return made + bars(`00${carton.sscc}`);
}

function partLines({ parts, containers }: Carton): string[] {
  if (containers > 0) return [`in ${containers} cartons · ${containers} 箱`];
  const shown = parts.slice(0, MOST_PARTS).map(({ partNumber, modules }) => `${modules} × ${partNumber}`);
  return parts.length > MOST_PARTS ? [...shown, `and ${parts.length - MOST_PARTS} part numbers more`] : shown;
}

function bars(digits: string): string {
  const widths = gs1BarcodeWidths(digits);
  const total = widths.reduce((sum, width) => sum + width, 0) * BAR_MODULE;
  let x = (PAGE.width - total) / 2;
  let made = "";
  widths.forEach((width, at) => {
    if (at % 2 === 0) made += `${num(x)} 12 ${num(width * BAR_MODULE)} ${BAR_HEIGHT} re\n`;
    x += width * BAR_MODULE;
  });
  return `${made}f\n`;
}
