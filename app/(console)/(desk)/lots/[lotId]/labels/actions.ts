"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { scannedLabel } from "@/lib/domain/label/scanned-label.ts";
import type { CheckOutcome, LabelCounts } from "@/lib/ports/label-book.ts";
import { mayUse } from "@/lib/server/api/permission.ts";
import { labelBook, queries } from "@/lib/server/composition.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor } from "@/lib/server/session.ts";
import { countSpoiled, declareApplied, openLabelOrder, withdrawLabelOrder } from "@/lib/usecases/label-commands.ts";
import { nameOf } from "@/lib/usecases/verbs/label-shop.ts";
import { act, textOf } from "../../../../act.ts";

const LONGEST = 400;

export async function openOrder(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "open-label-order", lotId: textOf(form, "lotId"), quota: Number(textOf(form, "quota")) };
  return act({ schema: openLabelOrder, form, command });
}

export async function withdrawOrder(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "withdraw-label-order", lotId: textOf(form, "lotId") };
  return act({ schema: withdrawLabelOrder, form, command });
}

export async function spoiled(_before: Outcome, form: FormData): Promise<Outcome> {
  const [lotId, reason] = [textOf(form, "lotId"), textOf(form, "reason")];
  const command = { kind: "count-spoiled", lotId, labels: Number(textOf(form, "labels")), reason };
  return act({ schema: countSpoiled, form, command });
}

export async function applied(_before: Outcome, form: FormData): Promise<Outcome> {
  return act({ schema: declareApplied, form, command: { kind: "declare-applied", lotId: textOf(form, "lotId") } });
}

export type Checked = { readonly outcome: CheckOutcome; readonly counts: LabelCounts };

/** One label scanned back from its module. The code ends here: the book knows label ids only. */
export async function checkLabel(lotId: string, text: string): Promise<Checked | undefined> {
  const actor = await requireActor();
  await assertSameOrigin();
  const lot = await queries().lot(actor.member, String(lotId));
  if (!lot || !mayUse(actor, "labels:write").ok) return undefined;
  const label = scannedLabel(String(text).slice(0, LONGEST));
  const book = labelBook(actor.member);
  const [outcome = "unknown" as const] = label ? await book.check(lot.subject, [label], nameOf(actor)) : [];
  return { outcome, counts: await book.counts(lot.subject) };
}
