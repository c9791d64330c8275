/** Numbers in the sentences of events, the same in every language. */
import type { LeafRange } from "../event/event.ts";

export function withThousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

export function modulesIn(leaves: readonly LeafRange[]): number {
  return leaves.reduce((sum, [from, to]) => sum + to - from, 0);
}
