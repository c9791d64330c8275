import { checkRow } from "@/lib/usecases/lot-file/check-row.ts";
import { type Column, type Header, readHeader } from "@/lib/usecases/lot-file/columns.ts";
import { csvRecords } from "@/lib/usecases/lot-file/csv-records.ts";
import { cellsOfRow } from "@/lib/usecases/lot-file/csv-row.ts";
import { ndjsonRecords } from "@/lib/usecases/lot-file/ndjson-records.ts";
import { inOtherLot, twiceInFile } from "@/lib/usecases/lot-file/serial-taken.ts";
import { type Encoding, sniffFile, textOf } from "@/lib/usecases/lot-file/text-of-file.ts";

/** A larger file is looked into only this far; the import itself reads all of it. */
const PREVIEW_BYTES = 8 * 1024 * 1024;
const SHOWN_ROWS = 5;
const SHOWN_PROBLEMS = 100;
/** In one question: what a page asks of its server may have 1 MB. */
export const SERIALS_AT_ONCE = 5_000;

export type PreviewProblem = { line: number; column: string; code: string; sentence: string; value?: string };
export type Preview = {
  readonly format: "csv" | "ndjson";
  readonly encoding: Encoding;
  readonly names: readonly string[];
  readonly unknown: readonly string[];
  readonly firstRows: readonly (readonly string[])[];
  readonly rows: number;
  readonly badRows: number;
  readonly problems: readonly PreviewProblem[];
  /** False when only the beginning of the file was read. */
  readonly whole: boolean;
  /** False when nobody answered which serial numbers other lots have. */
  readonly compared: boolean;
  /** Why the file cannot be read at all: what it is, or what is wrong with it. */
  readonly stopped?: "workbook" | "empty" | "no-rows" | PreviewProblem;
};

/** Which of these serial numbers another lot of the product has, with its lot number. */
export type AskLots = (serials: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Reads a lot file in the browser with the rules and row numbers of the import, before the file is sent: the server hears serial numbers only. */
export async function previewLotFile(file: File, askLots: AskLots): Promise<Preview> {
  const whole = file.size <= PREVIEW_BYTES;
  const part = whole ? file : file.slice(0, PREVIEW_BYTES);
  const open = () => chunksOf(part);
  const { encoding, kind } = await sniffFile(open);
  const tally = new Tally(encoding, whole);
  if (kind !== "text") return tally.preview(kind);
  const first = (await part.slice(0, 1024).text()).replace(/^\uFEFF/, "").trimStart();
  if (first.startsWith("{")) {
    tally.format = "ndjson";
    for await (const records of ndjsonRecords(textOf(open, encoding)))
      for (const { line, cells, text, fault } of records) {
        // The slice ends anywhere; that says nothing of the file.
        if (fault?.code === "cut" && !whole) continue;
        tally.take(
          line,
          cells,
          [text],
          fault ? { column: fault.column ?? "", code: fault.code, sentence: fault.sentence } : undefined,
        );
      }
    await tally.compare(askLots);
    return tally.preview();
  }
  let header: Header | undefined;
  for await (const { records, fault } of csvRecords(textOf(open, encoding))) {
    for (const { line, cells, ended } of records) {
      if (!ended && !whole) continue;
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (header) {
        const byColumn = cellsOfRow(line, header, cells);
        if (byColumn.ok) tally.take(line, byColumn.value, cells);
        else tally.take(line, new Map(), cells, byColumn.error);
        continue;
      }
      const read = readHeader(cells);
      if ("code" in read) return tally.preview({ line, column: "", ...read });
      header = read;
      tally.names = read.names;
      tally.unknown = read.unknown;
    }
    if (fault && whole) return tally.preview({ column: "", ...fault });
  }
  await tally.compare(askLots);
  return tally.preview(tally.isEmpty() ? "no-rows" : undefined);
}

async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

class Tally {
  format: "csv" | "ndjson" = "csv";
  names: readonly string[] = [];
  unknown: readonly string[] = [];
  private readonly encoding: Encoding;
  private readonly whole: boolean;
  private readonly firstRows: (readonly string[])[] = [];
  private readonly problems: PreviewProblem[] = [];
  private readonly serials = new Map<string, number>();
  private rows = 0;
  private badRows = 0;
  private compared = true;

  constructor(encoding: Encoding, whole: boolean) {
    this.encoding = encoding;
    this.whole = whole;
  }

  take(
    line: number,
    cells: ReadonlyMap<Column, string>,
    shown: readonly string[],
    fault?: Omit<PreviewProblem, "line">,
  ): void {
    this.rows += 1;
    if (this.firstRows.length < SHOWN_ROWS) this.firstRows.push(shown);
    const { row, problems } = fault ? { row: undefined, problems: [fault] } : checkRow(line, cells);
    const before = row && this.serials.get(row.serialNumber);
    const all: readonly Omit<PreviewProblem, "line">[] = before ? [twiceInFile(row.serialNumber, before)] : problems;
    if (row && !before) this.serials.set(row.serialNumber, line);
    if (all.length > 0) this.badRows += 1;
    for (const problem of all) if (this.problems.length < SHOWN_PROBLEMS) this.problems.push({ line, ...problem });
  }

  /** The rows that are right by themselves, against the lots that are registered; without an answer the import finds them. */
  async compare(askLots: AskLots): Promise<void> {
    const taken: PreviewProblem[] = [];
    const serials = [...this.serials.keys()];
    for (let at = 0; this.compared && at < serials.length; at += SERIALS_AT_ONCE) {
      const lots = await askLots(serials.slice(at, at + SERIALS_AT_ONCE)).catch(() => undefined);
      this.compared = lots !== undefined;
      for (const [serial, lotId] of lots ?? [])
        taken.push({ line: this.serials.get(serial) ?? 0, ...inOtherLot(serial, lotId) });
    }
    this.badRows += taken.length;
    taken.sort((a, b) => a.line - b.line);
    this.problems.push(...taken.slice(0, SHOWN_PROBLEMS));
    this.problems.sort((a, b) => a.line - b.line);
  }

  isEmpty(): boolean {
    return this.rows === 0;
  }

  preview(stopped?: Preview["stopped"]): Preview {
    const { format, encoding, names, unknown, firstRows, rows, badRows, problems, whole, compared } = this;
    return { format, encoding, names, unknown, firstRows, rows, badRows, problems, whole, compared, stopped };
  }
}
