/** The page before the labels: a ruler to hold a real one against, and corners of labels to hold a sheet against. */
import { placeOnSheet, placesOn, type Sheet } from "../../domain/label/sheet.ts";
import { num } from "./pdf-file.ts";
import type { PdfFont } from "./pdf-font.ts";
import { textAt, wrapped } from "./pdf-text.ts";

const LONG_RULER = 50;
const SHORT_RULER = 30;
const CORNER = 2;
const BELOW_MARKS = 6;

/** Operators of the page, in millimetres. */
export function testPage(font: PdfFont, sheet: Sheet, about: string): string {
  const { width, height } = sheet.page;
  const length = width >= LONG_RULER + 8 ? LONG_RULER : SHORT_RULER;
  const large = width > 100;
  const [left, size] = large ? [20, 4] : [3, Math.min(2.4, height / 18)];
  // Below the marks of the first row, so that none runs through a word.
  let y = height - (large ? sheet.margin.top + sheet.label.height + BELOW_MARKS : 3);
  let content = `0.1 w\n${large ? corners(sheet) : ""}`;
  const sentences = [
    "Print at 100 %, no scaling (actual size). This line is",
    `${length} mm long; if yours is not, change the settings of the printer.`,
    `请按 100%（实际大小）打印，关闭缩放。此线长 ${length} 毫米；若不符，请调整打印机设置。`,
    about,
  ];
  content += ruler(left, y - size * 2, length);
  y -= size * 4.5;
  for (const sentence of [`${sentences[0]} ${sentences[1]}`, ...sentences.slice(2)]) {
    for (const line of wrapped(font, sentence, size, width - 2 * left)) {
      content += textAt(font, line, size, left, y);
      y -= size * 1.35;
    }
    y -= size * 0.4;
  }
  return content;
}

function ruler(left: number, y: number, length: number): string {
  let marks = line(left, y, left + length, y);
  for (let at = 0; at <= length; at++)
    marks += line(left + at, y, left + at, y + (at % 10 === 0 ? 3 : at % 5 === 0 ? 2 : 1));
  return marks;
}

function corners(sheet: Sheet): string {
  let marks = "";
  const last = placesOn(sheet) - sheet.columns;
  for (let place = 0; place < placesOn(sheet); place++) {
    // The rows between are where the text stands.
    if (place >= sheet.columns && place < last) continue;
    const { left, top } = placeOnSheet(sheet, place);
    const [x, y] = [left, sheet.page.height - top];
    const [right, bottom] = [x + sheet.label.width, y - sheet.label.height];
    for (const [cx, cy, dx, dy] of [
      [x, y, CORNER, -CORNER],
      [right, y, -CORNER, -CORNER],
      [x, bottom, CORNER, CORNER],
      [right, bottom, -CORNER, CORNER],
    ] as const)
      marks += line(cx, cy, cx + dx, cy) + line(cx, cy, cx, cy + dy);
  }
  return marks;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `${num(x1)} ${num(y1)} m ${num(x2)} ${num(y2)} l S\n`;
}
