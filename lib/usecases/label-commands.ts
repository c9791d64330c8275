/** What a maker can ask for about labels: keys that sign them, paper that is counted, labels that are voided and replaced. */
import { z } from "zod";
import { VOID_REASONS } from "../domain/event/event.ts";
import { item, items, lotIdSchema, reason } from "./command-fields.ts";

export const kidSchema = z.string().regex(/^[0-9a-f]{16}$/);
const MOST_LABELS = 10_000_000;
const labels = z.int().min(1).max(MOST_LABELS);
const voidReason = z.enum(VOID_REASONS);

/** The key itself is made by the worker and never leaves it. */
export const declareLabelKey = z.strictObject({
  kind: z.literal("declare-label-key"),
  /** Default: now. */
  notBefore: z.iso.datetime().optional(),
  notAfter: z.iso.datetime(),
  /** How many labels it may sign. */
  quota: labels,
});
export const revokeLabelKey = z.strictObject({ kind: z.literal("revoke-label-key"), kid: kidSchema, reason });
export const voidLabels = z.strictObject({ kind: z.literal("void-labels"), items, reason: voidReason });
/** Makes a new code, and a new secret where the module has one, for one module. */
export const replaceLabel = z.strictObject({ kind: z.literal("replace-label"), item, reason: voidReason });
/** How many body labels of a lot may be printed. */
export const openLabelOrder = z.strictObject({
  kind: z.literal("open-label-order"),
  lotId: lotIdSchema,
  quota: labels,
});
/** The order was a mistake: nothing was printed for it. */
export const withdrawLabelOrder = z.strictObject({ kind: z.literal("withdraw-label-order"), lotId: lotIdSchema });
/** Paper that was thrown away; its codes stay good. */
export const countSpoiled = z.strictObject({
  kind: z.literal("count-spoiled"),
  lotId: lotIdSchema,
  labels,
  reason: voidReason,
});
/** The lot is labelled: its codes are deleted, and its order ends if it balances. */
export const declareApplied = z.strictObject({ kind: z.literal("declare-applied"), lotId: lotIdSchema });

export const LABEL_COMMANDS = [
  declareLabelKey,
  revokeLabelKey,
  voidLabels,
  replaceLabel,
  openLabelOrder,
  withdrawLabelOrder,
  countSpoiled,
  declareApplied,
] as const;
