/** Labels as SVG, for a screen and for those who place them themselves. */
import { type BagLayout, layOutBag } from "../../domain/label/bag-layout.ts";
import { layOutLabel, type Sheet } from "../../domain/label/sheet.ts";
import type { BagText } from "./bag-label.ts";
import { type LabelText, warningsFor } from "./body-label.ts";
import { openBodyTable } from "./body-qr.ts";
import type { PrintableBag, PrintableLabel } from "./printable.ts";
import { openQrTable, type QrTable } from "./qr-table.ts";
import { svgColumn, svgLine, svgSymbol } from "./svg-parts.ts";
import { typedCode, typedSecret } from "./typed-code.ts";

const CODE_STEP = 2.8;

export function labelsSvg(
  labels: AsyncIterable<PrintableLabel>,
  count: number,
  { sheet, partNumber, domain }: LabelText & { readonly sheet: Sheet },
): AsyncGenerator<string> {
  let table: QrTable | undefined;
  return svgColumn(labels, count, sheet, ({ uri, serialNumber }) => {
    table ??= openBodyTable(sheet, uri);
    const { qr, text, codeLines } = layOutLabel(sheet, table.size);
    const code = typedCode(uri, codeLines);
    const lines = [`SN ${serialNumber}`, `PN ${partNumber}`, ...code, domain];
    // On a tiny label the lines share its height.
    const step = Math.min(CODE_STEP, text.height / lines.length);
    return (
      svgSymbol(table, uri, qr) +
      lines
        .map((line, row) => svgLine(line, text.left, text.top + step * (row + 0.9), step * 0.82, text.width))
        .join("")
    );
  });
}

/** @throws RangeError where the labels of the sheet are too small for a bag label */
export function bagsSvg(
  labels: AsyncIterable<PrintableBag>,
  count: number,
  { sheet, ...about }: BagText & { readonly sheet: Sheet },
): AsyncGenerator<string> {
  let tables: { readonly signed: QrTable; readonly secret: QrTable } | undefined;
  return svgColumn(labels, count, sheet, ({ uri, serialNumber, secretUri, secret }) => {
    tables ??= { signed: openQrTable(uri, "M"), secret: openQrTable(secretUri, "M") };
    const layout = layOutBag(sheet, tables.signed.size, tables.secret.size);
    if (!layout) throw new RangeError("labels of this sheet are too small for a bag label");
    return (
      svgSymbol(tables.signed, uri, layout.signed) +
      words(layout, serialNumber, about) +
      svgSymbol(tables.secret, secretUri, layout.covered.qr) +
      coverField(layout, typedSecret(secret))
    );
  });
}

function words({ text }: BagLayout, serialNumber: string, { partNumber, lotId, domain }: BagText): string {
  const lines = [`SN ${serialNumber}`, `PN ${partNumber}`, `LOT ${lotId}`, domain];
  const said = lines.map((line, row) => svgLine(line, text.left, text.top + 3 * (row + 0.9), 2.4, text.width));
  return (
    said.join("") +
    warningsFor(domain)
      .map((line, row) => svgLine(line, text.left, text.top + 15 + 2 * row, 1.5, text.width))
      .join("")
  );
}

function coverField({ covered }: BagLayout, secret: readonly string[]): string {
  const { left, top, width, height, qr } = covered;
  return (
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="#000" stroke-width="0.15" stroke-dasharray="0.8 0.5"/>` +
    svgLine("Activation code 激活码", left, top - 0.6, 1.4, width) +
    secret.map((line, row) => svgLine(line, left + 1, qr.top + qr.side + 1.5 + 2.1 * row, 1.6, width - 2)).join("")
  );
}
