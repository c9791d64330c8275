/** Labels in ZPL II, the language of thermal label printers. The printer draws the QR code itself, alphanumeric. */
import { type BagLayout, layOutBag } from "../../domain/label/bag-layout.ts";
import { layOutLabel, QUIET_ZONE, type Sheet } from "../../domain/label/sheet.ts";
import type { BagText } from "./bag-label.ts";
import { warningsFor } from "./body-label.ts";
import { levelFor } from "./body-qr.ts";
import type { PrintableBag, PrintableLabel } from "./printable.ts";
import { openQrTable } from "./qr-table.ts";
import { typedCode, typedSecret } from "./typed-code.ts";

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
    place ??= placeOf(sheet, uri, DOTS[dpi]);
    const { level, left, top, module, textLeft, textTop, textWidth, codeLines } = place;
    let y = textTop;
    const line = (text: string, size: number) => {
      const tall = Math.floor(Math.min(dots(size), textWidth / (text.length * WIDTH)));
      const field = `^FO${textLeft},${y}^A0N,${tall}^FH\\^FD${zplText(text)}^FS`;
      y += Math.round(tall * LEADING);
      return field;
    };
    yield [
      `^XA^CI28^PW${dots(width)}^LL${dots(height)}`,
      `^FO${left},${top - QR_DROP}^BQN,2,${module}^FD${level}A,${uri}^FS`,
      line(`SN ${serialNumber}`, SERIAL),
      line(`PN ${partNumber}`, LINE),
      ...typedCode(uri, codeLines).map((part) => line(part, CODE)),
      line(domain, LINE),
      `^FO${textLeft},${y}^A0N,${dots(WARNING)}^FB${textWidth},5^FH\\^FD${zplText(warningsFor(domain)[0])}^FS`,
      "^XZ\n",
    ].join("\n");
  }
}

/** Bag labels. @throws RangeError where the labels of the sheet are too small for them */
export async function* bagsZpl(
  labels: AsyncIterable<PrintableBag>,
  { sheet, partNumber, domain, lotId, dpi }: BagText & { readonly sheet: Sheet; readonly dpi: PrintHead },
): AsyncGenerator<string> {
  const dots = (millimetres: number) => Math.round(millimetres * DOTS[dpi]);
  let layout: BagLayout | undefined;
  for await (const { uri, serialNumber, secretUri, secret } of labels) {
    layout ??= layOutBag(sheet, openQrTable(uri, "M").size, openQrTable(secretUri, "M").size);
    if (!layout) throw new RangeError("labels of this sheet are too small for a bag label");
    const symbol = (text: string, { left, top, module }: BagLayout["signed"]) => {
      const side = Math.floor(module * DOTS[dpi]);
      const x = dots(left) + QUIET_ZONE * side;
      return `^FO${x},${Math.max(0, dots(top) + QUIET_ZONE * side - QR_DROP)}^BQN,2,${side}^FDMA,${text}^FS`;
    };
    const line = (text: string, millimetres: number, x: number, y: number, width: number) => {
      const tall = Math.floor(Math.min(dots(millimetres), dots(width) / (text.length * WIDTH)));
      return `^FO${dots(x)},${dots(y)}^A0N,${tall}^FH\\^FD${zplText(text)}^FS`;
    };
    const { text, covered } = layout;
    const said = [`SN ${serialNumber}`, `PN ${partNumber}`, `LOT ${lotId}`, domain];
    yield [
      `^XA^CI28^PW${dots(sheet.label.width)}^LL${dots(sheet.label.height)}`,
      symbol(uri, layout.signed),
      ...said.map((words, row) => line(words, LINE, text.left, text.top + 3 * row, text.width)),
      `^FO${dots(text.left)},${dots(text.top + 3 * said.length)}^A0N,${dots(WARNING)}^FB${dots(text.width)},5^FH\\^FD${zplText(warningsFor(domain)[0])}^FS`,
      `^FO${dots(covered.left)},${dots(covered.top)}^GB${dots(covered.width)},${dots(covered.height)},1^FS`,
      symbol(secretUri, covered.qr),
      ...typedSecret(secret).map((words, row) =>
        line(words, 1.7, covered.left + 1, covered.qr.top + covered.qr.side + 0.2 + 2.1 * row, covered.width - 2),
      ),
      "^XZ\n",
    ].join("\n");
  }
}

/** In dots. A print head draws whole dots, so a module is as many as fit into the millimetres that it may have. */
function placeOf(sheet: Sheet, uri: string, dotsPerMillimetre: number) {
  const level = levelFor(sheet, uri);
  const { size } = openQrTable(uri, level);
  const { qr, text, codeLines } = layOutLabel(sheet, size);
  const module = Math.floor(qr.module * dotsPerMillimetre);
  const left = Math.round(qr.left * dotsPerMillimetre) + QUIET_ZONE * module;
  const textLeft = left + (size + QUIET_ZONE) * module;
  return {
    level,
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
