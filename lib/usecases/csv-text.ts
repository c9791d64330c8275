/** CSV for people and their spreadsheets: RFC 4180, with a byte order mark, and no cell that a spreadsheet would run. */

/** A cell that begins like this is a formula to a spreadsheet; whoever wrote the data is the adversary (trust.md section 13). */
const FORMULA = /^[=+\-@\t\r\0]/;
const BYTE_ORDER_MARK = "\uFEFF";

/** One file: rows of cells, lines ended by CR LF. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map(csvLine).join("");
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
