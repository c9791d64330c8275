/** Labels as SVG, for a screen and for those who place them themselves. */
import { layOutLabel, QUIET_ZONE, type Sheet } from "../../domain/label/sheet.ts";
import { openQrTable, type QrTable } from "./qr-table.ts";
import type { PrintableLabel } from "./sheet-pdf.ts";
import { typedCode } from "./typed-code.ts";

const CODE_STEP = 2.8;

/** Labels one above the other, millimetre exact. */
export async function* labelsSvg(
  labels: AsyncIterable<PrintableLabel>,
  count: number,
  { sheet, partNumber, domain }: { readonly sheet: Sheet; readonly partNumber: string; readonly domain: string },
): AsyncGenerator<string> {
  const { width, height } = sheet.label;
  const total = height * count;
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${total}mm" viewBox="0 0 ${width} ${total}" font-family="Noto Sans, Arial, sans-serif">\n<rect width="100%" height="100%" fill="#fff"/>\n`;
  let table: QrTable | undefined;
  let at = 0;
  for await (const { uri, serialNumber } of labels) {
    table ??= openQrTable(uri.length);
    const { qr, text, codeLines } = layOutLabel(sheet, table.size);
    const y = text.top;
    const code = typedCode(uri, codeLines);
    const below = y + 5.8 + codeLines * CODE_STEP;
    yield `<g transform="translate(0 ${at * height})">` +
      `<path transform="translate(${qr.left + QUIET_ZONE * qr.module} ${qr.top + QUIET_ZONE * qr.module}) scale(${qr.module})" shape-rendering="crispEdges" d="${darkPath(table, uri)}"/>` +
      svgLine(`SN ${serialNumber}`, text.left, y + 2.6, 2.6, text.width) +
      svgLine(`PN ${partNumber}`, text.left, y + 5.8, 2.2, text.width) +
      code.map((line, row) => svgLine(line, text.left, y + 5.8 + (row + 1) * CODE_STEP, 2, text.width)).join("") +
      svgLine(domain, text.left, below + 3, 2.2, text.width) +
      "</g>\n";
    at++;
  }
  yield "</svg>\n";
}

function svgLine(text: string, x: number, y: number, size: number, width: number): string {
  // 0.62 of the size is a wide guess for a character: a reader without our font must not run over the edge.
  const fit = text.length * size * 0.62 > width ? ` textLength="${width}" lengthAdjust="spacingAndGlyphs"` : "";
  return `<text x="${x}" y="${y}" font-size="${size}"${fit}>${xmlText(text)}</text>`;
}

function darkPath(table: QrTable, uri: string): string {
  const bits = table.bitsOf(uri);
  let path = "";
  for (let row = 0; row < table.size; row++)
    for (let column = 0; column < table.size; column++)
      if ((bits[row * table.bytesARow + (column >> 3)] ?? 0) & (0x80 >> (column & 7)))
        path += `M${column} ${row}h1v1h-1z`;
  return path;
}

function xmlText(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
