/** Labels in ZPL II, the language of thermal label printers. The printer draws the QR code itself: ECC M, alphanumeric. */
import { layOutLabel, QUIET_ZONE, type Sheet } from "../../domain/label/sheet.ts";
import { warningFor } from "./body-label.ts";
import { openQrTable } from "./qr-table.ts";
import type { PrintableLabel } from "./sheet-pdf.ts";
import { typedCode } from "./typed-code.ts";

/** Dots a millimetre of the print heads that there are. */
const DOTS = { 203: 8, 300: 12, 600: 24 } as const;
type PrintHead = keyof typeof DOTS;

type About = {
  readonly sheet: Sheet;
  readonly partNumber: string;
  readonly domain: string;
  readonly dpi: PrintHead;
};

const SERIAL = 2.8;
const LINE = 2.3;
const CODE = 2.2;
const WARNING = 1.7;
const LEADING = 1.25;
/** Width of a character of font 0 in heights, on the safe side. */
const WIDTH = 0.6;
/** `^BQ` draws this many dots below the place that it is given. */
const QR_DROP = 10;

/** One `^XA … ^XZ` a label, millimetre exact at the given print head. */
export async function* labelsZpl(
  labels: AsyncIterable<PrintableLabel>,
  { sheet, partNumber, domain, dpi }: About,
): AsyncGenerator<string> {
  const dots = (millimetres: number) => Math.round(millimetres * DOTS[dpi]);
  const { width, height } = sheet.label;
  let place: ReturnType<typeof placeOf> | undefined;
  for await (const { uri, serialNumber } of labels) {
    place ??= placeOf(sheet, uri.length, DOTS[dpi]);
    const { left, top, module, textLeft, textTop, textWidth, codeLines } = place;
    let y = textTop;
    const line = (text: string, size: number) => {
      const tall = Math.floor(Math.min(dots(size), textWidth / (text.length * WIDTH)));
      const field = `^FO${textLeft},${y}^A0N,${tall}^FH\\^FD${zplText(text)}^FS`;
      y += Math.round(tall * LEADING);
      return field;
    };
    yield [
      `^XA^CI28^PW${dots(width)}^LL${dots(height)}`,
      `^FO${left},${top - QR_DROP}^BQN,2,${module}^FDMA,${uri}^FS`,
      line(`SN ${serialNumber}`, SERIAL),
      line(`PN ${partNumber}`, LINE),
      ...typedCode(uri, codeLines).map((part) => line(part, CODE)),
      line(domain, LINE),
      `^FO${textLeft},${y}^A0N,${dots(WARNING)}^FB${textWidth},5^FH\\^FD${zplText(warningFor(domain))}^FS`,
      "^XZ\n",
    ].join("\n");
  }
}

/** In dots. A print head draws whole dots, so a module is as many as fit into the millimetres that it may have. */
function placeOf(sheet: Sheet, length: number, dotsPerMillimetre: number) {
  const { size } = openQrTable(length);
  const { qr, text, codeLines } = layOutLabel(sheet, size);
  const module = Math.floor(qr.module * dotsPerMillimetre);
  const left = Math.round(qr.left * dotsPerMillimetre) + QUIET_ZONE * module;
  const textLeft = left + (size + QUIET_ZONE) * module;
  return {
    module,
    left,
    top: Math.round((sheet.label.height * dotsPerMillimetre - size * module) / 2),
    textLeft,
    textTop: Math.round(text.top * dotsPerMillimetre),
    codeLines,
    textWidth: Math.floor((sheet.label.width - 1) * dotsPerMillimetre) - textLeft,
  };
}

/** Characters that mean something to the printer, as hexadecimal. */
function zplText(text: string): string {
  return text.replace(/[\^~\\]/g, (character) => `\\${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
