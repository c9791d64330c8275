/** Lines of text that fit a box, in millimetres. */
import { num, utf16Of } from "./pdf-file.ts";
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

/** Thousandths of the size between groups: a gap for the eye that is not a character. */
const GAP = -280;
const GROUP = 4;

/**
 * Writes texts in fours after a fixed word, each at the largest size that fits. What is copied out of the file is the text
 * itself, without gaps.
 */
export function groupedText(
  font: PdfFont,
  before: string,
  fit: { readonly largest: number; readonly width: number },
  x: number,
  y: number,
): (text: string) => string {
  const spoken = `/Span<</ActualText<FEFF${utf16Of(before)}`;
  const place = ` Tf ${num(x)} ${num(y)} Td [<${font.hexOf(before)}`;
  const wordWidth = font.widthOf(before);
  return (text) => {
    const groups = groupsOf(text);
    const width = wordWidth + font.widthOf(text) - ((groups.length - 1) * GAP) / 1000;
    const size = width * fit.largest <= fit.width ? fit.largest : fit.width / width;
    const hex = groups.map((group) => font.hexOf(group)).join(`>${GAP}<`);
    return `${spoken}${utf16Of(text)}>>>BDC BT /F ${num(size)}${place}${hex}>] TJ ET EMC\n`;
  };
}

function groupsOf(text: string): string[] {
  const groups: string[] = [];
  for (let at = 0; at < text.length; at += GROUP) groups.push(text.slice(at, at + GROUP));
  return groups;
}
