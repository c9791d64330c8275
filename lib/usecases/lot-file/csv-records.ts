/** CSV as records with the row number that a spreadsheet shows. Papa Parse splits; this file decides how much it may hold. */
import Papa from "papaparse";

/** `line`: the row of a spreadsheet, the header is 1. `ended`: the record had its line end. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[]; readonly ended: boolean };
export type CsvFault = {
  readonly line: number;
  readonly code: "line_too_long" | "quote_open" | "quote_misplaced";
  readonly sentence: string;
};
export type CsvPiece = { readonly records: readonly CsvRecord[]; readonly fault?: CsvFault };

/** Text that may wait for the end of its record: 64 KB of EEPROM, 4 KB of all else, and room for quotes. */
const LONGEST_RECORD = 72 * 1024;
const PIECE = 256 * 1024;

type Parsed = {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
};

/**
 * Yields records in pieces; after a `fault` nothing follows. A quote that never closes would make one record of the rest of
 * the file, however large: the longest record bounds it.
 */
export async function* csvRecords(pieces: AsyncIterable<string>): AsyncGenerator<CsvPiece> {
  let held = "";
  let line = 1;
  let delimiter: string | undefined;
  const records = (text: string, last: boolean): CsvPiece & { rest: string } => {
    delimiter ??= delimiterOf(text);
    const parser = new Papa.Parser({ delimiter, newline: "\n" });
    const { data, errors, meta } = parser.parse(text, 0, !last) as Parsed;
    const broken = errors[0];
    const good = broken ? data.slice(0, broken.row) : data;
    const from = line;
    line += good.length;
    const ended = (at: number) => !last || at < good.length - 1 || text.endsWith("\n");
    const made = good.map((cells, at) => ({ line: from + at, cells, ended: ended(at) }));
    // A line end at the very end of a file opens no further row.
    if (last && made.length > 0 && text.endsWith("\n") && isNothing(made[made.length - 1]!.cells)) made.pop();
    return { records: made, rest: text.slice(meta.cursor), ...(broken && { fault: faultOf(broken.code, line) }) };
  };
  for await (const piece of pieces) {
    held += piece;
    if (held.length < PIECE) continue;
    const { rest, ...read } = records(held, false);
    held = rest;
    if (!read.fault && held.length > LONGEST_RECORD) {
      yield { ...read, fault: tooLong(line, held) };
      return;
    }
    yield read;
    if (read.fault) return;
  }
  const { rest: _, ...read } = records(held, true);
  yield read;
}

/** The mark that stands most often in the header, outside quotes. Lanes are parted by `|`, so that is none. */
function delimiterOf(text: string): string {
  const header = (text.split("\n", 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (mark: string) => header.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function isNothing(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === "";
}

function faultOf(code: string, line: number): CsvFault {
  return code === "MissingQuotes"
    ? {
        line,
        code: "quote_open",
        sentence: `A quotation mark opens in row ${line} and never closes: the file was cut, or the mark does not belong there.`,
      }
    : {
        line,
        code: "quote_misplaced",
        sentence: `A quotation mark stands inside a cell of row ${line}: write it twice, or remove it.`,
      };
}

function tooLong(line: number, held: string): CsvFault {
  const quoted = held.includes('"') ? " A quotation mark that never closes does this." : "";
  return { line, code: "line_too_long", sentence: `Row ${line} is longer than 4 KB beside its EEPROM.${quoted}` };
}
