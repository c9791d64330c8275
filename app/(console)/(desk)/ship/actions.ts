"use server";
import { getTranslations } from "next-intl/server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { offer } from "@/lib/usecases/commands.ts";
import { act, textOf } from "../../act.ts";

const DAY_MS = 24 * 3600 * 1000;

export async function offerItems(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("ship");
  const days = Number(textOf(form, "days") ?? "14");
  return act({
    schema: offer,
    form,
    command: {
      kind: "offer",
      to: textOf(form, "to"),
      items: form.getAll("items"),
      // The default of the use case is 14 days; a time of ours would make each resent form another request.
      expiresAt: days === 14 || !Number.isInteger(days) ? undefined : endOfDay(days),
    },
    made: ({ result }) =>
      typeof result?.transferId === "string"
        ? { label: t("openTransfer"), href: `/transfers/${result.transferId}` }
        : undefined,
  });
}

/** Midnight UTC after so many days: the same for a form that is sent twice. */
function endOfDay(days: number): string {
  const day = Math.floor(Date.now() / DAY_MS) + 1 + Math.min(Math.max(days, 1), 90);
  return new Date(day * DAY_MS).toISOString();
}
