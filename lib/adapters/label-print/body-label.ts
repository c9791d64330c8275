/** One body label as PDF operators: what all labels of a lot share is drawn once, QR code, serial number and typed code each time. */
import { layOutLabel, QUIET_ZONE, type Sheet } from "../../domain/label/sheet.ts";
import { openBodyTable } from "./body-qr.ts";
import type { Design } from "./design.ts";
import type { PdfFont } from "./pdf-font.ts";
import { fittingLineAt, paragraphs, sizeThatFits, textAt } from "./pdf-text.ts";
import type { PrintableLabel } from "./printable.ts";
import { qrMask } from "./qr-mask.ts";
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

/** The sentence of trust.md section 4, and the same in Chinese. */
export function warningsFor(domain: string): readonly [string, string] {
  return [
    `A QR code alone never proves authenticity. Official site: ${domain}`,
    `仅凭二维码不能证明真伪。官方网站：${domain}`,
  ];
}

/** Labels whose texts have the length of the first one: they differ in code and serial number alone. */
export function bodyDesign(text: LabelText): Design<PrintableLabel> {
  return (font, sheet, first) => {
    const table = openBodyTable(sheet, first.uri);
    const layout = layOutLabel(sheet, table.size);
    const { height } = sheet.label;
    const { qr, text: box } = layout;
    const margin = QUIET_ZONE * qr.module;
    const mask = qrMask(table, qr.left + margin, height - qr.top - qr.side + margin, qr.module);
    const at = { x: box.left, width: box.width };
    const serial = fittingLineAt(font, { ...at, size: SIZES.serial, y: height - box.top - SIZES.serial });
    const codeLine = height - box.top - BEFORE_CODE - SIZES.code;
    return {
      shared: sharedContent(font, sheet, table.size, text),
      own({ uri, serialNumber }) {
        const lines = typedCode(uri, layout.codeLines);
        const size = Math.min(...lines.map((line) => sizeThatFits(font, line, SIZES.code, box.width)));
        const typed = lines.map((line, row) =>
          textAt(font, line, size, box.left, codeLine - row * SIZES.code * LEADING),
        );
        return `${mask(uri)}${serial(`SN ${serialNumber}`)}${typed.join("")}`;
      },
    };
  };
}

/** Part number, domain and, where they fit, the sentences of caution; content of a form in the label's own box. */
function sharedContent(font: PdfFont, sheet: Sheet, modules: number, { partNumber, domain }: LabelText): string {
  const { text: box, codeLines } = layOutLabel(sheet, modules);
  const { height } = sheet.label;
  const part = `PN ${partNumber}`;
  const below = height - box.top - BEFORE_CODE;
  const y = below - codeLines * SIZES.code * LEADING - sizeThatFits(font, domain, SIZES.domain, box.width);
  const room = { left: box.left, width: box.width, top: y - SIZES.domain * (LEADING - 1) };
  return (
    textAt(font, part, sizeThatFits(font, part, SIZES.part, box.width), box.left, below + SIZES.part * (LEADING - 1)) +
    textAt(font, domain, sizeThatFits(font, domain, SIZES.domain, box.width), box.left, y) +
    paragraphs(font, warningsFor(domain), SIZES.warning, { ...room, bottom: height - box.top - box.height })
  );
}
