/** One row of a hexadecimal dump: an offset if there is one, then at most 16 bytes; the ASCII column is never taken for bytes. */
import { digitAt } from "../hex-digits.ts";
import { type Cell, MASKED } from "../page.ts";

export type HexRow = {
  readonly offset: number | undefined;
  /** The offset as printed, without 0x. */
  readonly offsetText: string;
  readonly hasColon: boolean;
  readonly cells: readonly Cell[];
  /** Digits of the first group: 2 for bytes, 4 for words. */
  readonly groupDigits: number;
  /** Whether a bar, as of `hexdump -C`, follows the bytes. */
  readonly hasBar: boolean;
};

const ROW_BYTES = 16;
const LONGEST_OFFSET = 8;
const LONGEST_GROUP = 33;

/** Reads a row that begins with an offset; undefined for any other line. */
export function parseHexRow(line: string): HexRow | undefined {
  const text = line.trimStart();
  const from = hasPrefix(text, 0) ? 2 : 0;
  let at = from;
  let offset = 0;
  while (at - from < LONGEST_OFFSET && digitAt(text, at) >= 0) offset = offset * 16 + digitAt(text, at++);
  const digits = at - from;
  if (digits < 2) return undefined;
  const hasColon = text.charCodeAt(at) === COLON;
  const end = hasColon ? at + 1 : at;
  const offsetText = text.slice(from, at);
  if (end === text.length) return digits >= 7 ? { ...EMPTY, offset, offsetText } : undefined;
  // Without a colon a short first group may be a byte and not an offset.
  if (!isBlank(text, end) || (!hasColon && digits < 4 && from === 0) || digits === 3 || digits === 5) return undefined;
  const bytes = bytesOf(text.slice(afterBlanks(text, end)));
  if (bytes.cells.length === 0) return undefined;
  const { cells, groupDigits, hasBar } = bytes;
  return { offset, offsetText, hasColon, cells, groupDigits, hasBar };
}

/** Reads a row of bytes without an offset, such as `03 04 07 … ASCII`; undefined unless it begins with bytes. */
export function parseBareRow(line: string): HexRow | undefined {
  const bytes = bytesOf(line.trimStart());
  return bytes.cells.length === 0 ? undefined : { ...EMPTY, ...bytes };
}

const EMPTY = { offset: undefined, offsetText: "", hasColon: false, cells: [], groupDigits: 2, hasBar: false };

/** Bytes up to 16 or to a bar, a wide gap, or the first group that is no hex. */
function bytesOf(row: string): Pick<HexRow, "cells" | "groupDigits" | "hasBar"> {
  // Between an offset and the bar there are only bytes; without a bar a gap tells where they end.
  const bar = row.endsWith("|") ? row.indexOf("|") : -1;
  const text = bar < 0 ? row : row.slice(0, bar);
  const cells: Cell[] = [];
  let at = plainPairs(text, cells);
  let groupDigits = at > 0 ? 2 : 0;
  while (cells.length < ROW_BYTES && at < text.length) {
    const end = endOfGroup(text, at);
    const from = hasPrefix(text, at) ? at + 2 : at;
    const to = text.charCodeAt(end - 1) === COMMA ? end - 1 : end;
    if (!takeGroup(text, from, to, cells)) break;
    groupDigits ||= to - from;
    const next = afterBlanks(text, end);
    at = text.charCodeAt(next) === COLON ? afterBlanks(text, next + 1) : next;
    // hexdump leaves two blanks in the middle of a row, and only there: any other gap begins the ASCII column.
    const gap = next - end;
    if (bar < 0 && (gap > 3 || (gap > 1 && cells.length % 8 !== 0))) break;
  }
  return { cells, groupDigits, hasBar: bar >= 0 };
}

/**
 * The bytes of a row as most tools print it, pairs apart by one blank, up to the first thing that is anything else; answers
 * where that begins. A site's captures have millions of pairs, and this costs a tenth of looking at each by pattern.
 */
function plainPairs(text: string, cells: Cell[]): number {
  let at = 0;
  while (cells.length < ROW_BYTES) {
    const high = digitAt(text, at);
    const low = digitAt(text, at + 1);
    const after = text.charCodeAt(at + 2);
    const isLast = at + 2 === text.length;
    const next = text.charCodeAt(at + 3);
    // A router prints a colon in the middle of a row, after the blank.
    if (high < 0 || low < 0 || !(isLast || (after === BLANK && next > BLANK && next !== COLON))) return at;
    cells.push(high * 16 + low);
    at += isLast ? 2 : 3;
  }
  return at;
}

const BLANK = 0x20;
const TAB = 0x09;
const COLON = 0x3a;
const COMMA = 0x2c;
const BAR = 0x7c;
const ZERO = 0x30;
const LOWER_X = 0x78;
/** `XX`, `xx`, `??` and `**` stand for a covered byte. */
const MASKS: readonly number[] = [0x58, LOWER_X, 0x3f, 0x2a];

function hasPrefix(text: string, at: number): boolean {
  return text.charCodeAt(at) === ZERO && (text.charCodeAt(at + 1) | 0x20) === LOWER_X;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === BLANK || code === TAB;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text, at)) at++;
  return at;
}

function endOfGroup(text: string, from: number): number {
  let at = from;
  while (at < text.length && at - from < LONGEST_GROUP) {
    const code = text.charCodeAt(at);
    if (code <= BLANK || code === COLON || code === BAR) break;
    at++;
  }
  return at;
}

/** Adds the bytes of one group; false, and nothing added, when it is no bytes or more than the row has room for. */
function takeGroup(text: string, from: number, to: number, cells: Cell[]): boolean {
  const before = cells.length;
  if (to <= from || (to - from) % 2 !== 0 || before + (to - from) / 2 > ROW_BYTES) return false;
  for (let at = from; at < to; at += 2) {
    const high = digitAt(text, at);
    const low = digitAt(text, at + 1);
    const code = text.charCodeAt(at);
    if (high >= 0 && low >= 0) cells.push(high * 16 + low);
    else if (code === text.charCodeAt(at + 1) && MASKS.includes(code)) cells.push(MASKED);
    else {
      cells.length = before;
      return false;
    }
  }
  return true;
}
