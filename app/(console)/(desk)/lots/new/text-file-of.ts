/** What people have instead of a text file, as the CSV that the import reads: the same rows under the same row numbers. */

const WORKBOOK = /\.xlsx$/i;
const CSV = "text/csv";

export function isWorkbook(file: File): boolean {
  return WORKBOOK.test(file.name);
}

/** The first sheet of an Excel workbook. @throws when it is none */
export async function textFileOfWorkbook(file: File): Promise<File> {
  // Loaded for whoever chooses a workbook: few do.
  const { readSheet } = await import("read-excel-file/browser");
  const rows = await readSheet(file);
  const width = Math.max(0, ...rows.slice(0, 1).map((row) => row.length));
  const lines = rows.map((row) => lineOf(row, width));
  return new File([lines.join("")], file.name.replace(WORKBOOK, ".csv"), { type: CSV });
}

/** Cells copied from a spreadsheet come with tabs between them; the reader knows them. */
export function textFileOfPaste(text: string, name: string): File {
  return new File([text], name, { type: CSV });
}

/** RFC 4180. A row that ends early in the sheet has empty cells to the header's end. */
function lineOf(row: readonly unknown[], width: number): string {
  const cells = Array.from({ length: Math.max(width, row.length) }, (_, at) => textOf(row[at]));
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\n`;
}

/** A number that Excel rounded shows itself as 1.2E+21, which the import refuses by name. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString() : String(cell);
}
