/** Captures that are nothing but hexadecimal: one long line, spaced pairs, or an array of a C program. */
import type { InputFormat } from "../answer.ts";
import { digitAt } from "../hex-digits.ts";
import { type Cell, MASKED } from "../page.ts";
import { mapOfIdentifier, withA2hInSecondHalf } from "../which-map.ts";
import type { Line } from "./captured-lines.ts";
import type { Section } from "./dump-sections.ts";
import { moduleOfSections, modulesOfTables, PAGE_HEADING } from "./named-pages.ts";
import type { ByteReader, Capture } from "./reading.ts";

type Block = { title: string; cells: Cell[]; oddAt: { line: number; column: number } | undefined };

const FEWEST_BYTES = 32;
/** The identity of an SFP; no line of a dump that goes on over several lines is as long. */
const WHOLE_LINE = 96;
/** Lines between a heading and its bytes. */
const HEADING_REACH = 8;
const TOKEN = /(?:0x|\\x)?([0-9a-f]{1,512}|XX|\?\?|\*\*)/gi;

/** Reads hex-only lines; a block whose digits do not pair up is reported with its place and not decoded. */
export const readBareHex: ByteReader = (lines, asked) => {
  const blocks = blocksOf(lines).filter(({ cells }) => cells.length >= FEWEST_BYTES);
  const first = blocks[0];
  if (!first) return undefined;
  const format = asked ?? formatOf(lines);
  const odd = blocks.filter((block) => block.oddAt);
  const captures = odd.length > 0 ? [] : modulesOf(blocks);
  const unread = odd.map(({ oddAt }) => ({
    line: oddAt!.line,
    text: `odd number of hex digits: the digit at column ${oddAt!.column} has no partner`,
  }));
  return { format, captures, ...(unread.length > 0 && { unread }) };
};

function modulesOf(blocks: readonly Block[]): Capture[] {
  const sections: Section[] = blocks.map(({ title, cells }) => ({
    title,
    cells,
    rows: [],
    port: undefined,
    module: 0,
    said: [],
  }));
  if (sections.some(({ title }) => title !== "")) {
    const eeprom = moduleOfSections(sections);
    return eeprom ? [{ eeprom }] : [];
  }
  const modules = modulesOfTables(sections);
  return modules.map((eeprom) => ({ eeprom: withA2hInSecondHalf(eeprom) }));
}

function formatOf(lines: readonly Line[]): InputFormat {
  if (lines.some(({ text }) => /0x[0-9a-f]{1,2}\s{0,4},|\\x[0-9a-f]{2}/i.test(text))) return "c-array";
  return lines.some(({ text }) => /\b[0-9a-f]{2}[ \t:,-]{1,4}[0-9a-f]{2}\b/i.test(text)) ? "spaced-hex" : "plain-hex";
}

/** Brace groups of a program and titled runs of lines are blocks; other lines of hex belong together. */
function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  let current: Block | undefined;
  let isComment = false;
  for (const line of lines) {
    if (!isComment && isForeign(line.text)) {
      if (current && titleOf(line.text)) current = undefined;
      continue;
    }
    const { text, stillOpen } = withoutComments(line.text, isComment);
    isComment = stillOpen;
    const title = titleOf(line.text);
    if (title) current = undefined;
    const body = text.replace(/^[^{}"]{0,200}=\s{0,8}\{?/, "");
    if (/^[\s{};,"]*$/.test(body) || !isHexOnly(body)) {
      if (/[{}]/.test(text)) current = undefined;
      continue;
    }
    if (!current || /\{/.test(text) || (current.cells.length >= WHOLE_LINE && isWholeDump(body))) {
      current = { title: title || lastTitle(blocks, lines, line.number), cells: [], oddAt: undefined };
      blocks.push(current);
    }
    line.isRead = true;
    read(body, line.number, current);
    if (/\}/.test(text)) current = undefined;
  }
  return blocks;
}

/** A list has a whole module on each line; elsewhere lines of hex belong together. */
function isWholeDump(body: string): boolean {
  if (body.length < 2 * WHOLE_LINE) return false;
  const dump: Block = { title: "", cells: [], oddAt: undefined };
  read(body, 0, dump);
  return dump.cells.length >= WHOLE_LINE && mapOfIdentifier(dump.cells[0]) !== undefined;
}

function titleOf(text: string): string {
  return text.length < 80 && PAGE_HEADING.test(text) && !isHexOnly(text) ? text : "";
}

/** The heading that stands between this block and the one before it. */
function lastTitle(blocks: readonly Block[], lines: readonly Line[], number: number): string {
  if (blocks.length === 0 && number === 1) return "";
  for (let at = number - 2; at >= Math.max(0, number - 2 - HEADING_REACH); at--) {
    const text = lines[at]!.text;
    const title = titleOf(text);
    if (title) return title;
    if (text.trim() !== "" && isHexOnly(text)) return "";
  }
  return "";
}

function withoutComments(text: string, isOpen: boolean): { text: string; stillOpen: boolean } {
  let rest = text;
  let kept = "";
  let inside = isOpen;
  while (rest !== "") {
    const at = rest.indexOf(inside ? "*/" : "/*");
    if (at < 0) {
      if (!inside) kept += rest;
      break;
    }
    if (!inside) kept += rest.slice(0, at);
    rest = rest.slice(at + 2);
    inside = !inside;
  }
  return { text: kept.replace(/(?:\/\/|#).*$/, ""), stillOpen: inside };
}

/** No hexadecimal, and nothing that a program's array or its comments may have around it. */
function isForeign(text: string): boolean {
  return /[^0-9a-fx?*\s,;:{}"'\\-]/i.test(text) && !/[={}#]|\/[/*]/.test(text);
}

function isHexOnly(text: string): boolean {
  return /[0-9a-f]{2}/i.test(text) && text.replace(TOKEN, "").replace(/[\s,;:{}"'\\-]/g, "") === "";
}

function read(text: string, line: number, block: Block): void {
  for (const match of text.matchAll(TOKEN)) {
    const digits = match[1]!;
    if (/^(?:XX|\?\?|\*\*)$/i.test(digits)) {
      block.cells.push(MASKED);
      continue;
    }
    const isSingle = digits.length === 1 && /^(?:0x|\\x)/i.test(match[0]);
    if (digits.length % 2 !== 0 && !isSingle) block.oddAt ??= { line, column: (match.index ?? 0) + match[0].length };
    const even = isSingle ? `0${digits}` : digits;
    for (let i = 0; i + 1 < even.length; i += 2) block.cells.push(digitAt(even, i) * 16 + digitAt(even, i + 1));
  }
}
