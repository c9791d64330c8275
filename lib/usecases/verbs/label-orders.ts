/** The work order of a lot's labels: how many may be printed, what was thrown away, and its end. Nothing of it is on the ledger. */
import type { Subject } from "../../domain/event/event.ts";
import { parseSubject } from "../../domain/event/subject.ts";
import { type PaperCounts, paperLeft } from "../../domain/label/paper-balance.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { ResolvedItem } from "../../ports/records.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { problem, type Verb } from "../verb.ts";
import { NO_LABELS, nameOf, ownLot } from "./label-shop.ts";

export const openLabelOrder: Verb<"open-label-order"> = async ({ lotId, quota }, desk) => {
  const { labels } = desk.deps;
  if (!labels) return NO_LABELS;
  const lot = await ownLot(lotId, desk);
  if (!lot.ok) return lot;
  const { subject, state } = lot.value;
  if (state.status === "withdrawn") return problem("labels-gone", "This lot was withdrawn; it needs no labels.");
  if (!(await labels.packs.has(subject)))
    return problem(
      "labels-gone",
      `No label of lot ${lotId} can be printed here: the lot was declared labelled, or its labels were made elsewhere. It needs no work order.`,
    );
  if (quota < state.count)
    return problem("quota-too-small", `The lot has ${state.count} modules. Each needs a label.`, "/quota");
  const opened = await labels.book.openOrder(subject, desk.actor.member, quota, nameOf(desk.actor));
  if (opened) return ok({ lotId, quota });
  // The same order asked for again, after a crash, is the same order.
  const { quota: known } = await labels.book.counts(subject);
  return known === quota
    ? ok({ lotId, quota })
    : problem("order-known", `Lot ${lotId} has a work order of ${known} labels already. It cannot have two.`);
};

/** The way out of an order that nobody will print for: its lot has none again, and is held back no longer. */
export const withdrawLabelOrder: Verb<"withdraw-label-order"> = async ({ lotId }, desk) => {
  const { labels } = desk.deps;
  if (!labels) return NO_LABELS;
  const lot = await ownLot(lotId, desk);
  if (!lot.ok) return lot;
  const { subject } = lot.value;
  if (await labels.book.withdrawOrder(subject)) return ok({ lotId });
  const { quota, printed } = await labels.book.counts(subject);
  // Withdrawn again, after a crash, is withdrawn.
  if (quota === null) return ok({ lotId });
  return problem(
    "order-printed",
    `${printed} labels of lot ${lotId} were printed for its work order. Scan back what is on the modules and count the rest as spoiled paper; then the lot is declared labelled.`,
  );
};

export const countSpoiled: Verb<"count-spoiled"> = async ({ lotId, labels: count, reason }, desk) => {
  const { labels } = desk.deps;
  if (!labels) return NO_LABELS;
  const lot = await ownLot(lotId, desk);
  if (!lot.ok) return lot;
  const counts = await labels.book.counts(lot.value.subject);
  const { printed, applied, voided } = counts;
  const left = paperLeft(counts);
  if (count > left)
    return problem(
      "more-than-printed",
      `Of ${printed} printed labels ${applied} are applied and ${voided} voided, so at most ${left} can be thrown away.`,
      "/labels",
    );
  await labels.book.spoil(lot.value.subject, count, reason, nameOf(desk.actor));
  return ok({ lotId, spoiled: count });
};

export const declareApplied: Verb<"declare-applied"> = async ({ lotId }, desk) => {
  const { labels } = desk.deps;
  if (!labels) return NO_LABELS;
  const lot = await ownLot(lotId, desk);
  if (!lot.ok) return lot;
  const { subject } = lot.value;
  const counts = await labels.book.counts(subject);
  const open = counts.quota !== null && counts.closedAt === null;
  if (open && !(await labels.book.closeOrder(subject, nameOf(desk.actor))))
    return problem("labels-unbalanced", balanceOf(lotId, counts));
  await labels.packs.remove(subject);
  await labels.book.codesGone(subject);
  return ok({ lotId });
};

/** Before goods leave, every label that was printed for them is on a module or accounted for. */
export async function balancedLabels(items: readonly ResolvedItem[], desk: Desk): Promise<Result<void, Problem>> {
  const { labels } = desk.deps;
  if (!labels) return ok(undefined);
  const things = items.map((one) => ({ subject: one.subject, ...(one.is === "module" && { lot: one.lot }) }));
  const [first] = await labels.book.unbalanced(desk.actor.member, things);
  if (!first) return ok(undefined);
  return problem("labels-unbalanced", balanceOf(lotIdOf(first.lot), first));
}

function lotIdOf(lot: Subject): string {
  const parsed = parseSubject(lot);
  return parsed.ok && parsed.value.is === "lot" ? parsed.value.lotId : lot;
}

function balanceOf(lotId: string, { printed, applied, voided }: PaperCounts) {
  if (printed === 0)
    return `Lot ${lotId} has a work order, and none of its labels was printed. Print them and scan them back, or withdraw the order; then it can leave.`;
  return `The labels of lot ${lotId} do not balance: ${printed} printed, ${applied} applied, ${voided} voided. Scan back what is on the modules and count what was thrown away; then it can leave.`;
}
