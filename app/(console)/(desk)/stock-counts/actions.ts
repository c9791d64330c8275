"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { alertWork, stockCounts } from "@/lib/server/alert-desk.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor } from "@/lib/server/session.ts";
import { countStock } from "@/lib/usecases/copies/count-stock.ts";
import { setCountries } from "@/lib/usecases/copies/set-countries.ts";
import { keyOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";
import { answerOf } from "../settings/answer-of.ts";

const counted = z.object({ items: z.string().trim().min(1).max(900_000) });

export async function count(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = counted.safeParse({ items: form.get("items") });
  if (!given.success) return invalid(given.error, keyOf(form));
  const items = given.data.items.split(/[\s,;]+/);
  const t = await getTranslations("stockCounts");
  const { clock, random } = alertWork();
  const kept = await countStock({ stock: stockCounts(), clock, random }, actor, { items, countedAt: undefined });
  return answerOf(kept, (value) => ({ sentence: t("kept", { count: value.counted }) }));
}

export async function saveCountries(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const t = await getTranslations("stockCounts");
  return answerOf(await setCountries(stockCounts(), actor, String(form.get("countries") ?? "")), (countries) => ({
    sentence: countries.length > 0 ? t("countriesSaved", { countries: countries.join(", ") }) : t("countriesNone"),
  }));
}
