/** What labels as SVG are made of; all lengths in millimetres. */
import { QUIET_ZONE, type Sheet } from "../../domain/label/sheet.ts";
import type { QrTable } from "./qr-table.ts";

/** Labels one above the other, millimetre exact. @param draw one label in its own box */
export async function* svgColumn<Label>(
  labels: AsyncIterable<Label>,
  count: number,
  { label: { width, height } }: Sheet,
  draw: (label: Label) => string,
): AsyncGenerator<string> {
  const total = height * count;
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${total}mm" viewBox="0 0 ${width} ${total}" font-family="Noto Sans, Noto Sans SC, Arial, sans-serif">\n<rect width="100%" height="100%" fill="#fff"/>\n`;
  let at = 0;
  for await (const label of labels) yield `<g transform="translate(0 ${height * at++})">${draw(label)}</g>\n`;
  yield "</svg>\n";
}

/** @param y base line */
export function svgLine(text: string, x: number, y: number, size: number, width: number): string {
  // 0.62 of the size is a wide guess for a character: a reader without our font must not run over the edge.
  const wide = [...text].reduce((sum, character) => sum + (character > "\u2E7F" ? 1.02 : 0.62), 0) * size;
  const fit = wide > width ? ` textLength="${width}" lengthAdjust="spacingAndGlyphs"` : "";
  return `<text x="${x}" y="${y}" font-size="${size}"${fit}>${xmlText(text)}</text>`;
}

export function svgSymbol(
  table: QrTable,
  uri: string,
  { left, top, module }: { left: number; top: number; module: number },
): string {
  const margin = QUIET_ZONE * module;
  return `<path transform="translate(${left + margin} ${top + margin}) scale(${module})" shape-rendering="crispEdges" d="${darkPath(table, uri)}"/>`;
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
