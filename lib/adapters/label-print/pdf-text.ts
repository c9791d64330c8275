/** Lines of text that fit a box, in millimetres. */
import { num } from "./pdf-file.ts";
import type { PdfFont } from "./pdf-font.ts";

/** The largest size up to `size` at which the text is no wider than `width`. */
export function sizeThatFits(font: PdfFont, text: string, size: number, width: number): number {
  const needed = font.widthOf(text) * size;
  return needed <= width ? size : (size * width) / needed;
}

/** Breaks at blanks, and between characters of scripts that are written without them. */
export function wrapped(font: PdfFont, text: string, size: number, width: number): string[] {
  const pieces =
    text.match(/[\u2E80-\u9FFF\uFF00-\uFFEF][，。：；、！？）]?| ?[^\s\u2E80-\u9FFF\uFF00-\uFFEF]+/g) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && font.widthOf(line + piece) * size > width) {
      lines.push(line);
      line = piece.trimStart();
    } else line += line === "" ? piece.trimStart() : piece;
  }
  return line === "" ? lines : [...lines, line];
}

/** `y` is the base line, from the bottom of the current box. */
export function textAt(font: PdfFont, text: string, size: number, x: number, y: number): string {
  return `BT /F ${num(size)} Tf ${num(x)} ${num(y)} Td <${font.hexOf(text)}> Tj ET\n`;
}
