"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { alertWork, stockCounts } from "@/lib/server/alert-desk.ts";
import { countStock } from "@/lib/usecases/copies/count-stock.ts";
import { setCountries } from "@/lib/usecases/copies/set-countries.ts";
import { change } from "../../act.ts";

const counted = z.object({ items: z.string().trim().min(1).max(900_000) });
const working = z.object({ countries: z.string().default("") });

export async function count(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("stockCounts");
  const { clock, random } = alertWork();
  return change({
    schema: counted,
    form,
    to: (actor, { items }) =>
      countStock({ stock: stockCounts(), clock, random }, actor, {
        items: items.split(/[\s,;]+/),
        countedAt: undefined,
      }),
    said: (value) => ({ sentence: t("kept", { count: value.counted }) }),
  });
}

export async function saveCountries(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("stockCounts");
  return change({
    schema: working,
    form,
    to: (actor, { countries }) => setCountries(stockCounts(), actor, countries),
    said: (countries) => ({
      sentence: countries.length > 0 ? t("countriesSaved", { countries: countries.join(", ") }) : t("countriesNone"),
    }),
  });
}
