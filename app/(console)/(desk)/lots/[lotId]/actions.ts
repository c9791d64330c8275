"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { releaseLot, withdrawLot } from "@/lib/usecases/commands.ts";
import { liftRecall, recallLot } from "@/lib/usecases/life-commands.ts";
import { act, textOf } from "../../../act.ts";

export async function release(_before: Outcome, form: FormData): Promise<Outcome> {
  const overrideReason = textOf(form, "overrideReason");
  const command = { kind: "release-lot", lotId: textOf(form, "lotId"), ...(overrideReason && { overrideReason }) };
  return act({ schema: releaseLot, form, command });
}

export async function withdraw(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "withdraw-lot", lotId: textOf(form, "lotId"), reason: textOf(form, "reason") };
  return act({ schema: withdrawLot, form, command });
}

/** Of the whole lot, or of the modules that were named one a line. */
export async function recall(_before: Outcome, form: FormData): Promise<Outcome> {
  const items = (textOf(form, "items") ?? "").split(/[\s,;]+/).filter((text) => text !== "");
  const command = {
    kind: "recall",
    lotId: textOf(form, "lotId"),
    reason: textOf(form, "reason"),
    ...(items.length > 0 && { items }),
  };
  return act({ schema: recallLot, form, command });
}

export async function lift(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = {
    kind: "lift-recall",
    lotId: textOf(form, "lotId"),
    recall: textOf(form, "recall"),
    reason: textOf(form, "reason"),
  };
  return act({ schema: liftRecall, form, command });
}
