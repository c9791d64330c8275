/** One body label as PDF operators: what all labels of a lot share is drawn once, QR code, serial number and typed code each time. */
import type { LabelLayout } from "../../domain/label/sheet.ts";
import { QUIET_ZONE } from "../../domain/label/sheet.ts";
import { num } from "./pdf-file.ts";
import type { PdfFont } from "./pdf-font.ts";
import { sizeThatFits, textAt, wrapped } from "./pdf-text.ts";
import type { QrTable } from "./qr-table.ts";
import { typedCode } from "./typed-code.ts";

export type LabelText = {
  readonly partNumber: string;
  readonly domain: string;
};

const SIZES = { serial: 3, part: 2.4, code: 2.2, domain: 2.2, warning: 1.6 };
/** From one base line to the next, in sizes. */
const LEADING = 1.3;
/** Serial and part number keep their room also where they are printed smaller, so the code stands at one place. */
const BEFORE_CODE = (SIZES.serial + SIZES.part) * LEADING;

export function warningFor(domain: string): string {
  return `A QR code alone never proves authenticity. Official site: ${domain}`;
}

/** Part number, domain and, where it fits, the sentence of caution; content of a form in the label's own box. */
export function sharedContent(font: PdfFont, layout: LabelLayout, height: number, text: LabelText): string {
  const { left, top, width } = layout.text;
  const part = `PN ${text.partNumber}`;
  const partSize = sizeThatFits(font, part, SIZES.part, width);
  const domainSize = sizeThatFits(font, text.domain, SIZES.domain, width);
  const below = height - top - BEFORE_CODE;
  let content = textAt(font, part, partSize, left, below + SIZES.part * (LEADING - 1));
  let y = below - layout.codeLines * SIZES.code * LEADING - domainSize;
  content += textAt(font, text.domain, domainSize, left, y);
  const lines = wrapped(font, warningFor(text.domain), SIZES.warning, width);
  const widest = Math.max(...lines.map((line) => font.widthOf(line) * SIZES.warning));
  y -= SIZES.domain * (LEADING - 1);
  if (widest > width || y - lines.length * SIZES.warning * LEADING < height - top - layout.text.height) return content;
  for (const line of lines) {
    y -= SIZES.warning * LEADING;
    content += textAt(font, line, SIZES.warning, left, y);
  }
  return content;
}

/**
 * Writes the QR code of a label, its serial number and the code to type, in the label's own box of this `height`. What does not change from
 * label to label is put together once.
 */
export function ownContent(
  font: PdfFont,
  table: QrTable,
  layout: LabelLayout,
  height: number,
): (uri: string, serialNumber: string) => string {
  const { qr, text } = layout;
  const margin = QUIET_ZONE * qr.module;
  const mask = qrMask(table, qr.left + margin, height - qr.top - qr.side + margin, qr.module);
  const serialLine = height - text.top - SIZES.serial;
  const codeLine = height - text.top - BEFORE_CODE - SIZES.code;
  return (uri, serialNumber) => {
    const serial = `SN ${serialNumber}`;
    const size = sizeThatFits(font, serial, SIZES.serial, text.width);
    let content = mask(uri) + textAt(font, serial, size, text.left, serialLine);
    const code = typedCode(uri, layout.codeLines);
    const codeSize = Math.min(...code.map((line) => sizeThatFits(font, line, SIZES.code, text.width)));
    code.forEach((line, at) => {
      content += textAt(font, line, codeSize, text.left, codeLine - at * SIZES.code * LEADING);
    });
    return content;
  };
}

/**
 * QR symbols as image masks of one bit a module, the bottom left module at `x`, `y`. Hexadecimal, because raw bytes could
 * hold the letters that end an inline image.
 */
export function qrMask(table: QrTable, x: number, y: number, module: number): (uri: string) => string {
  const side = num(table.size * module);
  const before = `q ${side} 0 0 ${side} ${num(x)} ${num(y)} cm BI/W ${table.size}/H ${table.size}/IM true/D[1 0]/F/AHx ID `;
  return (uri) => {
    const bits = table.bitsOf(uri);
    return `${before}${Buffer.from(bits.buffer, bits.byteOffset, bits.length).toString("hex")}> EI Q\n`;
  };
}
