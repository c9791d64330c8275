/** Bad rows as a file that a person corrects and sends again (RFC 4180, UTF-8 with a mark, trust.md section 13 on exports). */
import Papa from "papaparse";
import { COLUMNS, ERROR_COLUMNS, isErrorColumn } from "./columns.ts";
import type { CellProblem } from "./row.ts";

/** A spreadsheet would run a cell that begins like this. One apostrophe before it, and one away on reading, whatever it was. */
const RUNS = /^'*[=+\-@\t\r\0]/;
const KEPT_APART = /^'+[=+\-@\t\r\0]/;
const MARK = "\ufeff";

export function guarded(cell: string): string {
  return RUNS.test(cell) ? `'${cell}` : cell;
}

/** What `guarded` had before. */
export function unguarded(cell: string): string {
  return KEPT_APART.test(cell) ? cell.slice(1) : cell;
}

/** @param names as the file had them; columns of an earlier file of errors are not written twice */
export function errorsHead(names: readonly string[]): string {
  return `${MARK}${lineOf([...names.filter((name) => !isErrorColumn(name)), ...ERROR_COLUMNS])}`;
}

/** One line a bad row, however much is wrong with it, so that the corrected file has each row once. */
export function errorsLine(
  line: number,
  names: readonly string[],
  cells: readonly string[],
  problems: readonly CellProblem[],
): string {
  const original = names.map((name, at) => [name, cells[at] ?? ""] as const).filter(([name]) => !isErrorColumn(name));
  const joined = (part: (problem: CellProblem) => string) => problems.map(part).join(" | ");
  return lineOf([
    ...original.map(([, cell]) => cell),
    String(line),
    joined(({ column }) => column),
    joined(({ code }) => code),
    joined(({ sentence }) => sentence),
  ]);
}

/** What a maker fills in: every column, and one row that shows the units. */
export function templateCsv(): string {
  const example: Readonly<Record<(typeof COLUMNS)[number], string>> = {
    serialNumber: "TL2607040001",
    dateCode: "260704",
    eepromHex: "",
    testedAt: "2026-07-04T09:30:00Z",
    testStation: "FT-3",
    temperatureMilliCelsius: "35250",
    supplyMicrovolt: "3301500",
    biasMicroamp: "6120|6084|6210|6155",
    txPowerNanowatt: "812300|798400|805100|809900",
    rxPowerNanowatt: "",
    container: "",
  };
  return `${MARK}${lineOf(COLUMNS)}${lineOf(COLUMNS.map((column) => example[column]))}`;
}

function lineOf(cells: readonly string[]): string {
  return `${Papa.unparse([cells.map(guarded)], { newline: "\r\n" })}\r\n`;
}
