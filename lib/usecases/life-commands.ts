/** What a member can ask for after the factory: returns, inspections, recodes, thefts, scrapping, recalls, corrections. */
import { z } from "zod";
import { INSPECTION_RESULTS } from "../domain/event/event.ts";
import { item, items, lotIdSchema, memberIdSchema, reason } from "./command-fields.ts";

/** One event each, so fewer at once than of what one event says of many. */
const eachItem = z.array(item).min(1).max(50);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Of the static EEPROM bytes. The capture itself stays out of the journal: it may name hosts and other people's modules. */
const digests = z.strictObject({ map: z.string().min(1).max(20), core: sha256, full: sha256.optional() });
const recall = z.string().regex(/^[0-9a-f]{32}$/);
const place = z.int().min(0);

export const takeBack = z.strictObject({ kind: z.literal("take-back"), items });
export const inspect = z.strictObject({
  kind: z.literal("inspect"),
  items: eachItem,
  result: z.enum(INSPECTION_RESULTS),
  /** Sealed: the ledger sees its hash only. */
  note: z.string().trim().min(1).max(500).optional(),
  /** Of one module only. */
  eeprom: digests.optional(),
});
export const repair = z.strictObject({ kind: z.literal("repair"), items: eachItem, what: reason });
export const recode = z.strictObject({
  kind: z.literal("recode"),
  item,
  before: digests,
  after: digests,
  hostCoding: z.string().trim().min(1).max(100),
});
/** Host and slot are sealed. */
export const install = z.strictObject({
  kind: z.literal("install"),
  items: eachItem,
  host: z.string().trim().min(1).max(200).optional(),
  slot: z.string().trim().min(1).max(200).optional(),
});
export const remove = z.strictObject({ kind: z.literal("remove"), items: eachItem });
export const reportStolen = z.strictObject({
  kind: z.literal("report-stolen"),
  items,
  reference: z.string().trim().min(1).max(200).optional(),
});
export const reportRecovered = z.strictObject({ kind: z.literal("report-recovered"), items });
export const scrap = z.strictObject({ kind: z.literal("scrap"), items, destroyed: z.boolean(), reason });
export const undoScrap = z.strictObject({ kind: z.literal("undo-scrap"), items: eachItem, reason });
export const correct = z.strictObject({
  kind: z.literal("correct"),
  /** Its hash. */
  event: z.string().regex(/^[0-9a-f]{64}$/),
  reason,
});
/** A whole lot, places in it (half-open ranges), or some of its modules. */
export const recallLot = z.strictObject({
  kind: z.literal("recall"),
  lotId: lotIdSchema,
  leaves: z
    .array(z.tuple([place, place]))
    .min(1)
    .max(500)
    .optional(),
  items: items.optional(),
  reason,
});
/** Another member's word that a recall may be lifted; the maker lifts it then. */
export const agreeToLift = z.strictObject({ kind: z.literal("agree-to-lift"), recall });
export const liftRecall = z.strictObject({ kind: z.literal("lift-recall"), lotId: lotIdSchema, recall, reason });
export const suspendMember = z.strictObject({ kind: z.literal("suspend-member"), member: memberIdSchema, reason });

export const LIFE_COMMANDS = [
  takeBack,
  inspect,
  repair,
  recode,
  install,
  remove,
  reportStolen,
  reportRecovered,
  scrap,
  undoScrap,
  correct,
  recallLot,
  agreeToLift,
  liftRecall,
  suspendMember,
] as const;
