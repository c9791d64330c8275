/** One row of a hexadecimal dump: an offset if there is one, then at most 16 bytes; the ASCII column is never taken for bytes. */
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

const OFFSET = /^(?:0x)?([0-9a-f]{2,8})(:?)[ \t]+/i;
const BARE_OFFSET = /^(?:0x)?([0-9a-f]{7,8}):?$/i;
const MASK = /^(?:XX|xx|\?\?|\*\*)$/;
const ROW_BYTES = 16;

/** Reads a row that begins with an offset; undefined for any other line. */
export function parseHexRow(line: string): HexRow | undefined {
  const text = line.trimStart();
  const end = BARE_OFFSET.exec(text);
  if (end) return { ...EMPTY, offset: Number.parseInt(end[1]!, 16), offsetText: end[1]! };
  const head = OFFSET.exec(text);
  if (!head) return undefined;
  const digits = head[1]!;
  const hasColon = head[2] === ":";
  // Without a colon a short first group may be a byte and not an offset.
  if (!hasColon && digits.length < 4 && !/^0x/i.test(text)) return undefined;
  if (digits.length === 3 || digits.length === 5) return undefined;
  const bytes = bytesOf(text.slice(head[0].length));
  if (bytes.cells.length === 0) return undefined;
  return { offset: Number.parseInt(digits, 16), offsetText: digits, hasColon, ...bytes };
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
    const group = /^([^\s|:]{1,33})([ \t]*)(:?[ \t]*)/.exec(text.slice(at, at + 200));
    if (!group) break;
    const token = group[1]!.replace(/^0x/i, "").replace(/,$/, "");
    const read = cellsOf(token);
    if (!read || cells.length + read.length > ROW_BYTES) break;
    cells.push(...read);
    groupDigits ||= token.length;
    at += group[0].length;
    // hexdump leaves two blanks in the middle of a row, and only there: any other gap begins the ASCII column.
    const gap = group[2]!.length;
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
const COLON = 0x3a;

/** -1 where no hexadecimal digit stands. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function cellsOf(token: string): Cell[] | undefined {
  if (MASK.test(token)) return [MASKED];
  if (token.length % 2 !== 0 || !/^(?:[0-9a-fA-F]|XX|xx|\?\?|\*\*)+$/.test(token)) return undefined;
  const cells: Cell[] = [];
  for (let i = 0; i < token.length; i += 2) {
    const pair = token.slice(i, i + 2);
    const value = MASK.test(pair) ? MASKED : /^[0-9a-fA-F]{2}$/.test(pair) ? Number.parseInt(pair, 16) : undefined;
    if (value === undefined) return undefined;
    cells.push(value);
  }
  return cells;
}
