/** Rows of rm_module in COPY's text format: 168,000 rows a second where one INSERT each makes some thousands. */
import type { ModuleRowText } from "../../ports/lot-store.ts";

export const COPY_MODULES = "COPY rm_module (label_id, lot_number, leaf_index, serial, record, activation) FROM STDIN";

/** Control characters cannot be here: a serial is printable, and JSON escapes them. */
export function moduleLine(lotNumber: number, row: ModuleRowText): string {
  const { labelId, leafIndex, serial, record, activation } = row;
  const key = activation === null ? "\\N" : `\\\\x${activation}`;
  return `\\\\x${labelId}\t${lotNumber}\t${leafIndex}\t${escaped(serial)}\t${escaped(record)}\t${key}\n`;
}

function escaped(text: string): string {
  return text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;
}
