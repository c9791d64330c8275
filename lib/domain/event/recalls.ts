/** Which modules a recall means: a lot's by their places, nothing is written on each of them (design.md section 2). */
import type { Id16, LeafRange } from "./event.ts";
import { type Form, isList, list } from "./form.ts";
import { LIMITS } from "./limits.ts";
import type { NextState } from "./rule.ts";
import type { LotRecall } from "./state.ts";

/** Half-open, sorted, not touching; that the last ends inside the lot is the rule's to say. */
export const leavesForm: Form = (value, where) => {
  const complaint = list((range, at) => (asRange(range) ? undefined : `${at} is not [from, to]`), LIMITS.leafRanges)(
    value,
    where,
  );
  if (complaint !== undefined || !isList(value)) return complaint;
  const bounds = value.map(asRange);
  const apart = bounds.every((range, at) => at === 0 || (bounds[at - 1]?.[1] ?? 0) < (range?.[0] ?? 0));
  return apart ? undefined : `${where} is not sorted, or two of its ranges touch`;
};

export function isRecalledLeaf({ leaves }: LotRecall, index: number): boolean {
  return leaves === undefined || leaves.some(([from, to]) => from <= index && index < to);
}

/** The open recalls of a lot that mean the module at this place. */
export function recallsOfLeaf(lot: NextState | undefined, index: number): Id16[] {
  const recalls = lot?.is === "lot" ? (lot.recalls ?? []) : [];
  return recalls.filter((recall) => isRecalledLeaf(recall, index)).map(({ recall }) => recall);
}

function asRange(value: unknown): LeafRange | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [from, to] = value;
  const whole = Number.isSafeInteger(from) && Number.isSafeInteger(to);
  return whole && 0 <= from && from < to && to <= LIMITS.lotCount ? [from, to] : undefined;
}
