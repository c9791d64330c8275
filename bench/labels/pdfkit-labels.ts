/** The peer: the same labels as one writes them with pdfkit, a rectangle for each dark module. */
import PDFDocument from "pdfkit";
import QRCode, { type QRCodeSegment } from "qrcode";
import type { BagText } from "../../lib/adapters/label-print/bag-label.ts";
import type { PrintableBag } from "../../lib/adapters/label-print/printable.ts";
import { type BagLayout, layOutBag } from "../../lib/domain/label/bag-layout.ts";
import { placeOnSheet, placesOn, QUIET_ZONE, type Sheet } from "../../lib/domain/label/sheet.ts";

const POINTS = 72 / 25.4;

/** Answers the number of bytes. */
export async function pdfkitLabels(labels: readonly PrintableBag[], sheet: Sheet, about: BagText): Promise<number> {
  const page = [sheet.page.width * POINTS, sheet.page.height * POINTS];
  const document = new PDFDocument({ size: page, margin: 0, autoFirstPage: false });
  let bytes = 0;
  const written = new Promise<void>((done) => {
    document.on("data", (chunk: Uint8Array) => {
      bytes += chunk.length;
    });
    document.on("end", done);
  });
  labels.forEach(({ uri, serialNumber, secretUri, secret }, at) => {
    const place = at % placesOn(sheet);
    if (place === 0) document.addPage();
    const { left, top } = placeOnSheet(sheet, place);
    const signed = symbolOf([{ data: uri, mode: "alphanumeric" }]);
    const [head = "", tail = ""] = secretUri.split("#");
    const covered = symbolOf([
      { data: head, mode: "alphanumeric" },
      { data: Buffer.from("#"), mode: "byte" },
      { data: tail, mode: "alphanumeric" },
    ]);
    const layout = layOutBag(sheet, signed.size, covered.size);
    if (!layout) throw new Error("no room for a bag label");
    draw(document, signed, layout.signed, left, top);
    draw(document, covered, layout.covered.qr, left, top);
    document.fill("black");
    const line = (words: string, points: number, x: number, y: number) =>
      document.fontSize(points).text(words, (left + x) * POINTS, (top + y) * POINTS, { lineBreak: false });
    const { text, covered: field } = layout;
    const lines = [
      `SN ${serialNumber}`,
      `PN ${about.partNumber}`,
      `LOT ${about.lotId}`,
      about.domain,
      "A QR code alone",
      "never proves authenticity.",
      `Official site: ${about.domain}`,
    ];
    lines.forEach((words, row) => {
      line(words, row === 0 ? 7 : 5.5, text.left, text.top + 3 * row);
    });
    [secret.slice(0, 12), secret.slice(12, 20), secret.slice(20)].forEach((words, row) => {
      line(words, 4.5, field.left + 1, field.qr.top + field.qr.side + 2.2 * row);
    });
  });
  document.end();
  await written;
  return bytes;
}

type Modules = { readonly size: number; readonly data: ArrayLike<number> };

function symbolOf(segments: QRCodeSegment[]): Modules {
  return QRCode.create(segments, { errorCorrectionLevel: "M" }).modules;
}

function draw(
  document: PDFKit.PDFDocument,
  { size, data }: Modules,
  place: BagLayout["signed"],
  left: number,
  top: number,
): void {
  const margin = QUIET_ZONE * place.module;
  const [x, y] = [left + place.left + margin, top + place.top + margin];
  const side = place.module * POINTS;
  for (let index = 0; index < data.length; index++)
    if (data[index])
      document.rect(x * POINTS + (index % size) * side, y * POINTS + Math.floor(index / size) * side, side, side);
}
