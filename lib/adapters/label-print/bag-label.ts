/** One bag label as PDF operators: the signed QR code, what it is in words, and the field for the cover (trust.md section 5). */
import { type BagLayout, layOutBag, SECRET_LEADING, SECRET_SIZE } from "../../domain/label/bag-layout.ts";
import { QUIET_ZONE } from "../../domain/label/sheet.ts";
import { type LabelText, warningsFor } from "./body-label.ts";
import type { Design } from "./design.ts";
import { num } from "./pdf-file.ts";
import type { PdfFont } from "./pdf-font.ts";
import { fittingLineAt, lineAt, paragraphs, sizeThatFits, textAt } from "./pdf-text.ts";
import type { PrintableBag } from "./printable.ts";
import { qrMask } from "./qr-mask.ts";
import { openQrTable, type QrTable } from "./qr-table.ts";
import { typedSecret } from "./typed-code.ts";

export type BagText = LabelText & { readonly lotId: string };

const SIZES = { serial: 2.8, line: 2.3, warning: 1.6, caption: 1.5 };
const LEADING = 1.3;
const CAPTION = "Activation code 激活码";
/** Width of a frame's line; the frame shows where the cover goes. */
const FRAME = 0.15;

/** Throws where the labels of the sheet are too small: ask `layOutBag` first. */
export function bagDesign(text: BagText): Design<PrintableBag> {
  return (font, sheet, first) => {
    const signed = openQrTable(first.uri, "M");
    const secret = openQrTable(first.secretUri, "M");
    const layout = layOutBag(sheet, signed.size, secret.size);
    if (!layout) throw new RangeError("labels of this sheet are too small for a bag label");
    const { height } = sheet.label;
    const box = layout.text;
    const place = { x: box.left, y: height - box.top - SIZES.serial };
    const serial = fittingLineAt(font, { size: SIZES.serial, width: box.width, ...place });
    const signedMask = maskAt(signed, layout.signed, height);
    const secretMask = maskAt(secret, layout.covered.qr, height);
    const typed = typedSecretAt(font, layout, height);
    return {
      shared: sharedContent(font, layout, height, text),
      own: ({ uri, serialNumber, secretUri, secret: toType }) =>
        `${signedMask(uri)}${secretMask(secretUri)}${serial(`SN ${serialNumber}`)}${typed(toType)}`,
    };
  };
}

function maskAt(table: QrTable, { left, top, side, module }: BagLayout["signed"], height: number) {
  const margin = QUIET_ZONE * module;
  return qrMask(table, left + margin, height - top - side + margin, module);
}

type Line = (text: string) => string;

/** Three lines below the covered QR code, all of one size. */
function typedSecretAt(font: PdfFont, { covered }: BagLayout, height: number): (secret: string) => string {
  const { qr, left, width } = covered;
  const inset = QUIET_ZONE * qr.module * 0.5;
  // Measured once, a little wider than most: a size that changes from label to label would cost more than it shows.
  const size = sizeThatFits(font, "HHH-HHHH-HHHHH", SECRET_SIZE, width - 2 * inset);
  const first = height - qr.top - qr.side - SECRET_SIZE;
  const [one, two, three] = [0, 1, 2].map((row) =>
    lineAt(font, size, left + inset, first - row * SECRET_SIZE * SECRET_LEADING),
  ) as [Line, Line, Line];
  return (secret) => {
    const lines = typedSecret(secret);
    return one(lines[0]) + two(lines[1]) + three(lines[2]);
  };
}

function sharedContent(font: PdfFont, layout: BagLayout, height: number, text: BagText): string {
  const { left, top, width } = layout.text;
  let y = height - top - SIZES.serial * LEADING;
  let content = "";
  for (const line of [`PN ${text.partNumber}`, `LOT ${text.lotId}`, text.domain]) {
    content += textAt(font, line, sizeThatFits(font, line, SIZES.line, width), left, y - SIZES.line);
    y -= SIZES.line * LEADING;
  }
  const room = { left, width, top: y - SIZES.warning * 0.3, bottom: height - top - layout.text.height };
  content += paragraphs(font, warningsFor(text.domain), SIZES.warning, room);
  return content + frame(font, layout, height);
}

function frame(font: PdfFont, { covered }: BagLayout, height: number): string {
  const { left, top, width, height: tall } = covered;
  const size = sizeThatFits(font, CAPTION, SIZES.caption, width);
  return (
    `${FRAME} w [0.8 0.5] 0 d ${num(left)} ${num(height - top - tall)} ${num(width)} ${num(tall)} re S [] 0 d\n` +
    textAt(font, CAPTION, size, left, height - top + 0.6)
  );
}
