"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { accept, decline, withdrawTransfer } from "@/lib/usecases/commands.ts";
import { act, textOf } from "../../../act.ts";

export async function acceptTransfer(_before: Outcome, form: FormData): Promise<Outcome> {
  const except = form.getAll("except").map(parsedException);
  return act({
    schema: accept,
    form,
    command: {
      kind: "accept",
      transferId: textOf(form, "transferId"),
      ...(except.length > 0 && { except }),
    },
  });
}

export async function declineTransfer(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "decline", transferId: textOf(form, "transferId"), reason: textOf(form, "reason") };
  return act({ schema: decline, form, command });
}

export async function takeBackTransfer(_before: Outcome, form: FormData): Promise<Outcome> {
  const command = { kind: "withdraw-transfer", transferId: textOf(form, "transferId"), reason: textOf(form, "reason") };
  return act({ schema: withdrawTransfer, form, command });
}

/** One hidden field is one difference, as JSON; what is none is refused by the schema. */
function parsedException(field: FormDataEntryValue): unknown {
  try {
    return JSON.parse(String(field));
  } catch {
    return undefined;
  }
}
