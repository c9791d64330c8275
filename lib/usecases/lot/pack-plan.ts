/** Which module goes into which carton once the lot is released: the file's column `container`. */
import { type Code, labelIdOf } from "../../domain/label/code.ts";
import type { PackPlanRow } from "../../ports/lot-store.ts";
import type { PrintLine } from "../../ports/manifests.ts";
import type { Scratch } from "../../ports/scratch.ts";
import { rowBatches } from "./row-batches.ts";

export async function* packPlanOf(
  rows: Scratch,
  codes: AsyncIterable<PrintLine>,
): AsyncGenerator<readonly PackPlanRow[]> {
  const lines = codes[Symbol.asyncIterator]();
  try {
    for await (const batch of rowBatches(rows)) {
      const plan: PackPlanRow[] = [];
      for (const { container } of batch) {
        const line = await lines.next();
        if (line.done) throw new Error("the print pack has fewer lines than the file has rows");
        if (container !== undefined) plan.push({ sscc: container, labelId: labelIdOf(line.value.code as Code) });
      }
      if (plan.length > 0) yield plan;
    }
  } finally {
    await lines.return?.();
  }
}
