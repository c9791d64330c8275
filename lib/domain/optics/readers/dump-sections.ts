/** The tables of a hexadecimal dump: which rows belong together, under which heading, for which port. */
import type { Cell } from "../page.ts";
import type { Line } from "./captured-lines.ts";
import { standsApart } from "./further-rows.ts";
import { type HexRow, parseBareRow, parseHexRow } from "./hex-row.ts";

/** Cells are indexed by the printed offset. `title` is the last heading that names a page or an address. */
export type Section = {
  readonly title: string;
  readonly port: string | undefined;
  /** Counts up whenever a heading names another module. */
  readonly module: number;
  readonly cells: Cell[];
  readonly rows: HexRow[];
  /** What the command prints of the module beside its bytes: name and value. */
  readonly said: (readonly [string, string])[];
};

export type SectionRules = {
  /** What stands before the offset, such as `sfp EE:`; a line without it is no row. */
  readonly prefix?: RegExp;
  /** A heading that begins another module; its first group is the port. */
  readonly module?: RegExp;
  /** Headings that name a page; without it the printed offsets alone count. */
  readonly page?: RegExp;
  /** Rows carry no offset: they follow each other, 16 bytes each. */
  readonly bare?: boolean;
  /** Rows in words beside the bytes: name and value, or a heading where no value is printed. */
  readonly said?: RegExp;
  /** Lines in words that say nothing of the module. */
  readonly heading?: RegExp;
};

const LONGEST_HEADING = 120;
/** What ethtool and i2cdump print above their rows: names no page. */
const COLUMNS = /^\s{0,40}(?:Offset\s{1,40}Values|0\s{1,4}1\s{1,4}2\s{1,4}3\s.{20,60}\sf\b.{0,24})$/i;
// Page × 0x100 + offset of the pages that hold identity and thresholds; what stands behind is passed over. The offsets come from the
// paste: without a limit a few bytes of it would ask for as much memory as they please.
const LARGEST_OFFSET = 0x800;
const HALF_AT_END = /\s[0-9a-f]$/i;
const HALF_AT_START = /^[0-9a-f](?:\s|$)/i;
/** Up to where `*` may stand for rows: no tool prints more of one module in one run. */
const LAST_REPEATED = 0x400;

export function dumpSections(lines: readonly Line[], rules: SectionRules): Section[] {
  const sections: Section[] = [];
  let port: string | undefined;
  let module = 0;
  let title = "";
  let current: Section | undefined;
  let lastRow = "";
  let isRepeat = false;
  // A heading is read once rows follow it: one without rows may head what another reader reads.
  let headings: Line[] = [];
  let beside: Line[] = [];
  for (const line of lines) {
    const { text } = line;
    if (text.endsWith("*") && text.trim() === "*") {
      line.isRead = true;
      isRepeat = true;
      continue;
    }
    const row = rowOf(text, rules, current);
    if (row) {
      line.isRead = true;
      lastRow = text;
      const offset = row.offset ?? 0;
      if (!current || startsAnew(current, offset)) {
        current = { title, port, module, cells: [], rows: [], said: [] };
        sections.push(current);
        for (const heading of headings) heading.isRead = true;
        headings = [];
      } else if (isRepeat) repeatUpTo(current, offset);
      isRepeat = false;
      for (const words of beside) takeWords(current, words, rules);
      beside = [];
      if (offset < LARGEST_OFFSET) put(current, row);
      continue;
    }
    if (current && continues(current, lastRow, text)) {
      line.isRead = true;
      lastRow += HALF_AT_END.test(lastRow) ? text : ` ${text.trimStart()}`;
      continue;
    }
    if (text.length > LONGEST_HEADING) {
      if (rules.said?.test(text)) beside.push(line);
      continue;
    }
    const named = rules.module?.exec(text);
    // Two commands for one port show two pages of one module.
    if (named && (named[1] || undefined) !== undefined && named[1] === port) current = undefined;
    else if (named) {
      module++;
      port = named[1];
      title = "";
      current = undefined;
      headings = [];
      beside = [];
    }
    // A command or heading may name the module and its page at once.
    const isPage = rules.page?.test(text) && !(named && rules.prefix);
    if (isPage) {
      title = text;
      current = undefined;
    }
    if (named || isPage || COLUMNS.test(text)) headings.push(line);
    else if (rules.heading?.test(text) || rules.said?.test(text)) beside.push(line);
    else if (standsApart(text)) beside = [];
  }
  return sections.filter((section) => section.cells.length > 0);
}

function takeWords({ said }: Section, line: Line, { heading, said: row }: SectionRules): void {
  line.isRead = true;
  const [, name = "", value = ""] = (heading?.test(line.text) ? undefined : row?.exec(line.text)) ?? [];
  if (value !== "") said.push([name, value]);
}

function rowOf(line: string, rules: SectionRules, current: Section | undefined): HexRow | undefined {
  let text = line;
  if (rules.prefix) {
    const prefix = rules.prefix.exec(line);
    if (prefix) text = line.slice(prefix.index + prefix[0].length);
    else if (!rules.bare && !current) return undefined;
  }
  if (!rules.bare) return parseHexRow(text);
  if (!current && text === line && rules.prefix) return undefined;
  const row = parseBareRow(text);
  if (row?.cells.length !== 16) return undefined;
  return { ...row, offset: text !== line ? 0 : (current?.cells.length ?? 0) };
}

function startsAnew(section: Section, offset: number): boolean {
  const last = section.rows.at(-1)?.offset;
  return last !== undefined && offset <= last;
}

function put(section: Section, row: HexRow): void {
  section.rows.push(row);
  const from = row.offset ?? 0;
  for (let i = 0; i < row.cells.length; i++) section.cells[from + i] = row.cells[i];
}

/** `*` stands for rows equal to the last one, up to the next printed offset. */
function repeatUpTo(section: Section, offset: number): void {
  const last = section.rows.at(-1);
  if (last?.cells.length !== 16 || offset > LAST_REPEATED) return;
  for (let at = (last.offset ?? 0) + 16; at < offset; at++) section.cells[at] = last.cells[at % 16];
}

/** A terminal that is too narrow breaks a row, also within a byte: its rest stands on the next line without an offset. */
function continues(section: Section, lastRow: string, text: string): boolean {
  const last = section.rows.at(-1);
  if (!last || last.cells.length === 0 || last.cells.length >= 16) return false;
  if (HALF_AT_END.test(lastRow) && HALF_AT_START.test(text)) {
    const whole = parseHexRow(lastRow + text);
    if (!whole || whole.offset !== last.offset || whole.cells.length <= last.cells.length) return false;
    section.rows.pop();
    put(section, whole);
    return true;
  }
  const rest = parseBareRow(text);
  if (!rest || rest.cells.length + last.cells.length > 16) return false;
  const cells = [...last.cells, ...rest.cells];
  section.rows.pop();
  put(section, { ...last, cells });
  return true;
}
