/** Rows of rm_module in COPY's text format: 168,000 rows a second where one INSERT each makes some thousands. */
import type { ModuleRow } from "../../ports/lot-store.ts";

export const COPY_MODULES = "COPY rm_module (label_id, lot_number, leaf_index, serial, record, activation) FROM STDIN";

const BACKSLASH = 0x5c;

/** Control characters cannot be here: a serial is printable, and JSON escapes them. */
export function moduleLines(lotNumber: number, rows: readonly ModuleRow[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const { labelId, leafIndex, serial, record, activation } of rows) {
    parts.push(Buffer.from(`\\\\x${labelId}\t${lotNumber}\t${leafIndex}\t${escaped(serial)}\t`));
    parts.push(record.includes(BACKSLASH) ? Buffer.from(escaped(Buffer.from(record).toString("utf8"))) : record);
    parts.push(Buffer.from(`\t${activation === null ? "\\N" : `\\\\x${activation}`}\n`));
  }
  return Buffer.concat(parts);
}

function escaped(text: string): string {
  return text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;
}
