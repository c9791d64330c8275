"use server";
import { getTranslations } from "next-intl/server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { declareProduct } from "@/lib/usecases/commands.ts";
import { act, textOf } from "../../../act.ts";

export async function declare(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("products");
  return act({
    schema: declareProduct,
    form,
    command: {
      kind: "declare-product",
      partNumber: textOf(form, "partNumber"),
      revision: textOf(form, "revision"),
      vendorName: textOf(form, "vendorName"),
      formFactor: textOf(form, "formFactor"),
      media: textOf(form, "media"),
      description: textOf(form, "description"),
      gtin: textOf(form, "gtin"),
    },
    made: () => ({ label: t("importNext"), href: "/lots/new" }),
  });
}
