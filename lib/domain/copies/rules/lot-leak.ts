/** R7: much of a lot is looked up while none of it moves. A list of codes leaked, or a dealer asks about what it has not. */
import type { Fact } from "../contradiction.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { fired, quiet, type RuleFinding } from "./finding.ts";

export type LotFacts = {
  readonly maker: string;
  readonly registered: { readonly at: string; readonly position: number };
  readonly count: number;
  /** Modules that strangers looked up in the last `THRESHOLDS.lotDays` days and that have not moved in that time. */
  readonly seenUnmoved: number;
};

export function lotLeak({ maker, registered, count, seenUnmoved }: LotFacts): RuleFinding {
  const { lotShare, lotModules, lotDays: days } = THRESHOLDS;
  if (seenUnmoved < lotModules || seenUnmoved < count * lotShare) return quiet("R7");
  const born: Fact = { says: "registered", by: maker, at: registered.at, position: registered.position };
  const still: Fact = { says: "lot-still", modules: seenUnmoved, days };
  const looked: Fact = { says: "lot-seen", modules: seenUnmoved, of: count, days };
  return fired("R7", "lot", [born, still, looked], [], []);
}
