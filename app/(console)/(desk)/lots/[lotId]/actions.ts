"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { releaseLot, withdrawLot } from "@/lib/usecases/commands.ts";
import { act, textOf } from "../../../act.ts";

export async function release(_before: Outcome, form: FormData): Promise<Outcome> {
  return act({ schema: releaseLot, form, command: { kind: "release-lot", lotId: textOf(form, "lotId") } });
}

export async function withdraw(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "withdraw-lot", lotId: textOf(form, "lotId"), reason: textOf(form, "reason") };
  return act({ schema: withdrawLot, form, command });
}
