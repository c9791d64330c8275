/** The peer: the same labels as one writes them with pdfkit, a rectangle for each dark module. */
import PDFDocument from "pdfkit";
import QRCode from "qrcode";
import type { PrintableLabel } from "../../lib/adapters/label-print/sheet-pdf.ts";
import { layOutLabel, placeOnSheet, placesOn, QUIET_ZONE, type Sheet } from "../../lib/domain/label/sheet.ts";

const POINTS = 72 / 25.4;

/** Answers the number of bytes. */
export async function pdfkitLabels(
  labels: readonly PrintableLabel[],
  sheet: Sheet,
  partNumber: string,
  domain: string,
): Promise<number> {
  const page = [sheet.page.width * POINTS, sheet.page.height * POINTS];
  const document = new PDFDocument({ size: page, margin: 0, autoFirstPage: false });
  let bytes = 0;
  const written = new Promise<void>((done) => {
    document.on("data", (chunk: Uint8Array) => {
      bytes += chunk.length;
    });
    document.on("end", done);
  });
  labels.forEach(({ uri, serialNumber }, at) => {
    const place = at % placesOn(sheet);
    if (place === 0) document.addPage();
    const symbol = QRCode.create([{ data: uri, mode: "alphanumeric" }], { errorCorrectionLevel: "M" });
    const { size, data } = symbol.modules;
    const { qr, text } = layOutLabel(sheet, size);
    const { left, top } = placeOnSheet(sheet, place);
    const [x, y] = [left + qr.left + QUIET_ZONE * qr.module, top + qr.top + QUIET_ZONE * qr.module];
    const side = qr.module * POINTS;
    for (let index = 0; index < data.length; index++)
      if (data[index])
        document.rect(x * POINTS + (index % size) * side, y * POINTS + Math.floor(index / size) * side, side, side);
    document.fill("black");
    const line = (words: string, points: number, down: number) =>
      document
        .fontSize(points)
        .text(words, (left + text.left) * POINTS, (top + text.top + down) * POINTS, { lineBreak: false });
    line(`SN ${serialNumber}`, 8.5, 0);
    line(`PN ${partNumber}`, 6.8, 3.9);
    line(domain, 6.2, 7);
    line("A QR code alone never proves authenticity.", 4.5, 9.9);
    line(`Official site: ${domain}`, 4.5, 12);
  });
  document.end();
  await written;
  return bytes;
}
