/** A row of a lot file after it was read, and what may be wrong with it. */
import type { BirthTest } from "../../domain/event/birth.ts";
import type { FactoryFields } from "../../domain/optics/eeprom-of-lot-file.ts";

/** A checked row. `test` is there when the row has any value of one. */
export type LotFileRow = {
  readonly line: number;
  readonly serialNumber: string;
  readonly dateCode?: string;
  readonly factory?: FactoryFields;
  readonly test?: Omit<BirthTest, "at" | "passed" | "temperaturePoint"> & { readonly at?: string };
  readonly container?: string;
};

export const ROW_CODES = [
  "required",
  "format",
  "check_digit",
  "duplicate_in_file",
  "duplicate_in_system",
  "out_of_limits",
  "unit",
  "scientific_notation",
  "leading_zero_lost",
  "fullwidth",
  "encoding",
  "cells_too_many",
  "line_too_long",
  "quote_open",
  "quote_misplaced",
  "cut",
  "column_missing",
  "column_repeated",
  "too_many_rows",
  "empty_file",
  "not_a_text_file",
  "declared_otherwise",
] as const;
export type RowCode = (typeof ROW_CODES)[number];

/** `column` is "" where the row as a whole is meant. */
export type CellProblem = {
  readonly column: string;
  readonly code: RowCode;
  readonly sentence: string;
  readonly value?: string;
};
