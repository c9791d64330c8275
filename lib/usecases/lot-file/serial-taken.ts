/** A serial number that is taken: said alike by the import and by the look at the file before it is sent. */
import type { CellProblem } from "./row.ts";

/** @param row the one that has it already */
export function twiceInFile(serial: string, row: number): CellProblem {
  const sentence = `serialNumber ${serial} stands in row ${row} already: each module has one row.`;
  return { column: "serialNumber", code: "duplicate_in_file", sentence, value: serial };
}

/** @param lotId of the lot of the same product that has it */
export function inOtherLot(serial: string, lotId: string): CellProblem {
  const sentence = `serialNumber ${serial} is in lot ${lotId} of this product already. Take this row out, or withdraw that lot first if it was the mistake.`;
  return { column: "serialNumber", code: "duplicate_in_system", sentence, value: serial };
}
