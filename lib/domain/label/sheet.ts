/** Sheets and rolls that labels are printed on, in millimetres from the top left corner (trust.md section 5 for the sizes). */

export type Sheet = {
  readonly page: { readonly width: number; readonly height: number };
  readonly label: { readonly width: number; readonly height: number };
  readonly columns: number;
  readonly rows: number;
  readonly margin: { readonly left: number; readonly top: number };
  /** From the edge of a label to the same edge of the next one. */
  readonly pitch: { readonly across: number; readonly down: number };
};

export const SHEETS = {
  "a4-24": sheet([210, 297], [63.5, 33.9], [3, 8], [66, 33.9]),
  "a4-65": sheet([210, 297], [38.1, 21.2], [5, 13], [40.6, 21.2]),
  "letter-30": sheet([215.9, 279.4], [66.675, 25.4], [3, 10], [69.85, 25.4]),
  "roll-25x12": roll(25, 12),
  "roll-40x30": roll(40, 30),
  "roll-60x40": roll(60, 40),
  "roll-100x50": roll(100, 50),
} as const satisfies Record<string, Sheet>;
export type SheetName = keyof typeof SHEETS;

/** Where label `place` (from 0) stands on its page; places go from left to right, then down. */
export function placeOnSheet(sheet: Sheet, place: number): { readonly left: number; readonly top: number } {
  const column = place % sheet.columns;
  const row = Math.floor(place / sheet.columns);
  return {
    left: sheet.margin.left + column * sheet.pitch.across,
    top: sheet.margin.top + row * sheet.pitch.down,
  };
}

export function placesOn(sheet: Sheet): number {
  return sheet.columns * sheet.rows;
}

/** What a body label holds and where, relative to its top left corner; the text stands beside the QR code and begins at its upper edge, or above. */
export type LabelLayout = {
  /** The QR code with its quiet zone, a square. */
  readonly qr: { readonly left: number; readonly top: number; readonly side: number; readonly module: number };
  readonly text: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** Lines of the code that a person types; a small label has no room for one that can be read. */
  readonly codeLines: 0 | 1 | 2;
};

/** ISO/IEC 18004: four modules of white on every side. */
export const QUIET_ZONE = 4;
/** Larger modules scan no better and leave no room for text. */
const LARGEST_MODULE = 0.55;
/** Below it a module is only as good as the printer: print one label and read it first (trust.md section 5). */
export const SAFE_MODULE = 0.33;
/** Whole dots on print heads of 8 and of 12 dots a millimetre. */
const SMALLEST_MODULE = 0.25;
const EDGE = 1;
const TINY_LABEL = 15;
const TINY_EDGE = 0.75;
const LARGEST_SHARE = 0.48;
const EDGE_OF_TEXT = 3;
const SMALL_LABEL = 25;
/** 26 characters in fours at 1.9 mm. */
const WIDE_ENOUGH = 34;

/** How much of a QR symbol may be lost (ISO/IEC 18004): about 15, 25 and 30 of a hundred codewords. */
export type Level = "M" | "Q" | "H";

/** Whether its room gives a symbol of version 4 modules of a safe size. */
export function isTiny({ label }: Sheet): boolean {
  return label.height < TINY_LABEL;
}

/** @param modules side of the QR symbol in modules, without quiet zone */
export function layOutLabel(sheet: Sheet, modules: number): LabelLayout {
  const { label } = sheet;
  const edge = isTiny(sheet) ? TINY_EDGE : EDGE;
  const room = Math.min(label.height - 2 * edge, label.width * LARGEST_SHARE);
  const module = moduleFor(room, modules, LARGEST_MODULE);
  const side = module * (modules + 2 * QUIET_ZONE);
  const left = edge + side;
  const top = (label.height - side) / 2;
  const width = label.width - left - edge;
  const codeLines = label.height < SMALL_LABEL ? 0 : width < WIDE_ENOUGH ? 2 : 1;
  // Two lines of code would push the sentence of caution off a label whose text began beside the QR code.
  const textTop = codeLines === 2 ? EDGE_OF_TEXT : top + QUIET_ZONE * module;
  return {
    qr: { left: edge, top, side, module },
    text: { left, top: textTop, width, height: label.height - textTop - edge },
    codeLines,
  };
}

/** Side of a module, so that the symbol with its quiet zone stays within `room`: whole hundredths, so that the printed size is the one that is named. */
export function moduleFor(room: number, modules: number, largest: number): number {
  const module = Math.min(largest, Math.floor((room / (modules + 2 * QUIET_ZONE)) * 100) / 100);
  return module < SAFE_MODULE ? Math.min(module, SMALLEST_MODULE) : module;
}

function sheet(page: Pair, label: Pair, [columns, rows]: Pair, [across, down]: Pair): Sheet {
  const width = (columns - 1) * across + label[0];
  const height = (rows - 1) * down + label[1];
  return {
    page: { width: page[0], height: page[1] },
    label: { width: label[0], height: label[1] },
    columns,
    rows,
    margin: { left: (page[0] - width) / 2, top: (page[1] - height) / 2 },
    pitch: { across, down },
  };
}

function roll(width: number, height: number): Sheet {
  return sheet([width, height], [width, height], [1, 1], [width, height]);
}

type Pair = readonly [number, number];
