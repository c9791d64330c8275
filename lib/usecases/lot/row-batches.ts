/** Checked rows as they lie in scratch: one JSON text a line, in the order of the file. */
import type { Scratch } from "../../ports/scratch.ts";
import type { LotFileRow } from "../lot-file/row.ts";

export function rowText(row: LotFileRow): string {
  return `${JSON.stringify(row)}\n`;
}

/** A batch for each piece that scratch gives, and for what it leaves over. */
export async function* rowBatches(rows: Scratch): AsyncGenerator<readonly LotFileRow[]> {
  let held = "";
  for await (const piece of rows.read()) {
    const lines = (held + piece).split("\n");
    held = lines.pop() ?? "";
    if (lines.length > 0) yield lines.map((line) => JSON.parse(line) as LotFileRow);
  }
  if (held !== "") yield [JSON.parse(held) as LotFileRow];
}
