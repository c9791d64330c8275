/** Lines of text that fit a box, in millimetres. */
import { num } from "./pdf-file.ts";
import type { PdfFont } from "./pdf-font.ts";

/** The largest size up to `size` at which the text is no wider than `width`. */
export function sizeThatFits(font: PdfFont, text: string, size: number, width: number): number {
  const needed = font.widthOf(text) * size;
  return needed <= width ? size : (size * width) / needed;
}

const LEADING = 1.3;

/** One below the other from `top` as long as they fit whole above `bottom`; what does not fit is left out. Both count from the bottom of the box. */
export function paragraphs(
  font: PdfFont,
  texts: readonly string[],
  size: number,
  { left, width, top, bottom }: { left: number; width: number; top: number; bottom: number },
): string {
  let content = "";
  let y = top;
  for (const text of texts) {
    const lines = wrapped(font, text, size, width);
    const widest = Math.max(...lines.map((line) => font.widthOf(line) * size));
    if (widest > width || y - lines.length * size * LEADING < bottom) break;
    for (const line of lines) {
      y -= size * LEADING;
      content += textAt(font, line, size, left, y);
    }
    y -= size * 0.2;
  }
  return content;
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
  return lineAt(font, size, x, y)(text);
}

/** As `textAt`, for many texts at one place. */
export function lineAt(font: PdfFont, size: number, x: number, y: number): (text: string) => string {
  const before = `BT /F ${num(size)} Tf ${num(x)} ${num(y)} Td <`;
  return (text) => `${before}${font.hexOf(text)}> Tj ET\n`;
}

/** A line that shrinks where it would be wider than `width`; sizes that were needed before are found again. */
export function fittingLineAt(
  font: PdfFont,
  { size, width, x, y }: { size: number; width: number; x: number; y: number },
): (text: string) => string {
  const lines = new Map<number, (text: string) => string>();
  return (text) => {
    const fit = Math.floor(sizeThatFits(font, text, size, width) * 100) / 100;
    const line = lines.get(fit) ?? lineAt(font, fit, x, y);
    lines.set(fit, line);
    return line(text);
  };
}
