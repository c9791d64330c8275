/** A row of a CSV file as cells by column; a row of another width than the header is no row, since a cut file looks like that. */
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Column, Header } from "./columns.ts";
import { unguarded } from "./errors-csv.ts";
import type { CellProblem } from "./row.ts";

/** Empty cells must be there, optional ones too; empty cells after the last column are a spreadsheet's habit and stay unread. */
export function cellsOfRow(
  line: number,
  header: Header,
  cells: readonly string[],
): Result<ReadonlyMap<Column, string>, CellProblem> {
  const { names, columns } = header;
  if (cells.length < names.length)
    return refuse({
      column: columns[cells.length] ?? names[cells.length] ?? "",
      code: "format",
      sentence: `Row ${line} has ${cells.length} ${cells.length === 1 ? "field" : "fields"}, the header has ${names.length}; was the file cut?`,
    });
  if (cells.slice(names.length).some((cell) => cell !== ""))
    return refuse({
      column: "",
      code: "cells_too_many",
      sentence: `Row ${line} has ${cells.length} fields, the header has ${names.length}: a comma inside a cell needs quotation marks around the cell.`,
    });
  const byColumn = new Map<Column, string>();
  columns.forEach((column, at) => {
    const cell = cells[at] ?? "";
    if (column) byColumn.set(column, header.isErrorFile ? unguarded(cell) : cell);
  });
  return ok(byColumn);
}
