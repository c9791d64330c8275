"use server";
import { getTranslations } from "next-intl/server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { pack } from "@/lib/usecases/commands.ts";
import { act, textOf } from "../../act.ts";

export async function packItems(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("pack");
  return act({
    schema: pack,
    form,
    command: { kind: "pack", sscc: textOf(form, "sscc")?.replace(/\s/g, ""), items: form.getAll("items") },
    made: ({ result }) =>
      typeof result?.sscc === "string"
        ? { label: t("openCarton", { sscc: result.sscc }), href: `/containers/${result.sscc}` }
        : undefined,
  });
}
