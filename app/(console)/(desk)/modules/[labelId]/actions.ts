"use server";
import { getTranslations } from "next-intl/server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { replaceLabel, voidLabels } from "@/lib/usecases/label-commands.ts";
import type { Operation } from "@/lib/usecases/operation.ts";
import { act, textOf } from "../../../act.ts";
import { newLabelPath } from "./new-label-path.ts";

export async function replaceOne(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("labelChange");
  const command = { kind: "replace-label", item: textOf(form, "item"), reason: textOf(form, "reason") };
  const made = ({ result }: Operation) =>
    typeof result?.module === "string"
      ? ({ label: t("newBody"), href: newLabelPath(result.module, "body"), file: true } as const)
      : undefined;
  return act({ schema: replaceLabel, form, command, made });
}

export async function voidOne(_before: Outcome, form: FormData): Promise<Outcome> {
  const item = textOf(form, "item");
  const command = { kind: "void-labels", items: item === undefined ? [] : [item], reason: textOf(form, "reason") };
  return act({ schema: voidLabels, form, command });
}
