/**
 * Reads a maker's lot file, CSV or NDJSON, row by row in constant memory: what is right becomes a checked row, what is wrong
 * says where, why and what to do (ux.md section 7).
 */
import { createHash } from "node:crypto";
import type { Hash } from "../domain/event/event.ts";
import type { Finding } from "../domain/optics/answer.ts";
import type { FileBytes } from "../ports/lot-files.ts";
import { checkRow } from "./lot-file/check-row.ts";
import { type Header, readHeader } from "./lot-file/columns.ts";
import { csvRecords } from "./lot-file/csv-records.ts";
import { cellsOfRow } from "./lot-file/csv-row.ts";
import { ndjsonRecords } from "./lot-file/ndjson-records.ts";
import type { CellProblem, LotFileRow, RowCode } from "./lot-file/row.ts";
import { serialLines } from "./lot-file/serial-lines.ts";
import { twiceInFile } from "./lot-file/serial-taken.ts";
import { type Encoding, type Sniffed, sniffFile, textOf } from "./lot-file/text-of-file.ts";

export type { LotFileRow } from "./lot-file/row.ts";

export const ROW_LIMIT = 1_000_000;

/** One row: checked, or with its problems. `names` and `cells` are the file's own, for the file of errors. */
export type ReadRow = {
  readonly line: number;
  readonly names: readonly string[];
  readonly cells: readonly string[];
  readonly row?: LotFileRow;
  readonly problems: readonly CellProblem[];
  /** What the factory gate found in the row's dump. */
  readonly gate?: readonly Finding[];
};

/** The file as a whole cannot be read on; `line` 0 when no row is to blame. */
export type FileProblem = {
  readonly line: number;
  readonly column: string;
  readonly code: RowCode;
  readonly sentence: string;
};

export type LotFilePiece =
  | {
      readonly is: "file";
      readonly format: "csv" | "ndjson";
      readonly encoding: Encoding;
      readonly bytes: number;
      readonly sha256: Hash;
    }
  | { readonly is: "header"; readonly names: readonly string[]; readonly unknown: readonly string[] }
  | { readonly is: "rows"; readonly rows: readonly ReadRow[] }
  | { readonly is: "stopped"; readonly problem: FileProblem };

export type ReadOptions = {
  readonly format?: "csv" | "ndjson";
  /** What the sender said of the file; another length or hash means that it was cut or changed on its way. */
  readonly declared?: { readonly bytes?: number; readonly sha256?: Hash };
  readonly rowLimit?: number;
};

/**
 * First `file`, then `header`, then `rows` in order; `stopped` ends it early.
 * @param open gives the bytes from the start; called twice or three times, since only a whole file shows its encoding
 */
export async function* readLotFile(open: FileBytes, options: ReadOptions = {}): AsyncGenerator<LotFilePiece> {
  const sha = createHash("sha256");
  const sniffed = await sniffFile(open, (chunk) => sha.update(chunk));
  const sha256 = sha.digest("hex");
  const unfit = unfitFile(sniffed, sha256, options.declared);
  if (unfit) {
    yield stopped(0, unfit.code, unfit.sentence);
    return;
  }
  const format = options.format ?? (await formatOf(open, sniffed.encoding));
  yield { is: "file", format, encoding: sniffed.encoding, bytes: sniffed.bytes, sha256 };
  const rows = format === "csv" ? csvRows(open, sniffed.encoding) : ndjsonRows(open, sniffed.encoding);
  const limit = options.rowLimit ?? ROW_LIMIT;
  const serials = serialLines();
  let count = 0;
  for await (const piece of rows) {
    if (piece.is !== "rows") {
      yield piece;
      if (piece.is === "stopped") return;
      continue;
    }
    const taken = piece.rows.slice(0, limit - count);
    count += taken.length;
    if (taken.length > 0) yield { is: "rows", rows: taken.map((row) => onceInFile(row, serials)) };
    const over = piece.rows[taken.length];
    if (over) {
      const sentence = `The file has more than ${limit.toLocaleString("en-US")} modules: split it into several lots.`;
      yield stopped(over.line, "too_many_rows", sentence);
      return;
    }
  }
  if (count === 0) yield stopped(0, "empty_file", "The file has a header and no row under it: nothing to register.");
}

function unfitFile(
  file: Sniffed,
  sha256: Hash,
  declared: ReadOptions["declared"],
): { code: RowCode; sentence: string } | undefined {
  if (declared?.bytes !== undefined && declared.bytes !== file.bytes)
    return {
      code: "declared_otherwise",
      sentence: `The file was declared with ${declared.bytes} bytes and arrived with ${file.bytes}: send it again.`,
    };
  if (declared?.sha256 !== undefined && declared.sha256.toLowerCase() !== sha256)
    return {
      code: "declared_otherwise",
      sentence: `The file arrived with SHA-256 ${sha256}, which is not what was declared: send it again.`,
    };
  if (file.kind === "empty") return { code: "empty_file", sentence: "The file is empty." };
  if (file.kind === "workbook")
    return {
      code: "not_a_text_file",
      sentence: 'This is an Excel workbook: save it as "CSV UTF-8" and send that file.',
    };
  return undefined;
}

async function formatOf(open: FileBytes, encoding: Encoding): Promise<"csv" | "ndjson"> {
  for await (const text of textOf(open, encoding))
    if (text.trim() !== "") return text.trimStart().startsWith("{") ? "ndjson" : "csv";
  return "csv";
}

async function* csvRows(open: FileBytes, encoding: Encoding): AsyncGenerator<LotFilePiece> {
  let header: Header | undefined;
  for await (const { records, fault } of csvRecords(textOf(open, encoding))) {
    const rows: ReadRow[] = [];
    for (const { line, cells } of records) {
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (header) {
        rows.push(csvRow(line, header, cells));
        continue;
      }
      const read = readHeader(cells);
      if ("code" in read) {
        yield stopped(line, read.code, read.sentence);
        return;
      }
      header = read;
      yield { is: "header", names: header.names, unknown: header.unknown };
    }
    if (rows.length > 0) yield { is: "rows", rows };
    if (fault) yield stopped(fault.line, fault.code, fault.sentence);
  }
}

function csvRow(line: number, header: Header, cells: readonly string[]): ReadRow {
  const { names } = header;
  const byColumn = cellsOfRow(line, header, cells);
  if (!byColumn.ok) return { line, names, cells, problems: [byColumn.error] };
  return { line, names, cells, ...checkRow(line, byColumn.value) };
}

async function* ndjsonRows(open: FileBytes, encoding: Encoding): AsyncGenerator<LotFilePiece> {
  const unknown = new Set<string>();
  const names = ["line"];
  yield { is: "header", names, unknown: [] };
  for await (const records of ndjsonRecords(textOf(open, encoding))) {
    const known = unknown.size;
    const rows = records.map(({ line, text, cells, unknown: others, fault }): ReadRow => {
      for (const name of others) if (unknown.size < 100) unknown.add(name);
      if (!fault) return { line, names, cells: [text], ...checkRow(line, cells) };
      return {
        line,
        names,
        cells: [text],
        problems: [{ column: fault.column ?? "", code: fault.code, sentence: fault.sentence }],
      };
    });
    if (unknown.size > known) yield { is: "header", names, unknown: [...unknown] };
    if (rows.length > 0) yield { is: "rows", rows };
  }
}

function onceInFile(read: ReadRow, serials: ReturnType<typeof serialLines>): ReadRow {
  if (!read.row) return read;
  const { serialNumber, line } = read.row;
  const before = serials.seenAt(serialNumber, line);
  if (before === undefined) return read;
  const { row: _, ...rest } = read;
  return { ...rest, problems: [twiceInFile(serialNumber, before)] };
}

function stopped(line: number, code: RowCode, sentence: string): LotFilePiece {
  return { is: "stopped", problem: { line, column: "", code, sentence } };
}
