/** Names of print packs that are no lot's. */
import type { Hash } from "../domain/event/event.ts";

/** The new label of a module until it is printed. @param module label id of the module's first label */
export function replacementPack(module: Hash): string {
  return `replacement/${module}`;
}
