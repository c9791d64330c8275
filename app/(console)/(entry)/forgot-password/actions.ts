"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { askForReset } from "@/lib/server/password-reset.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { keyOf, textOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";

const address = z.strictObject({ email: z.email().max(254) });

export async function askForMail(_before: Outcome, form: FormData): Promise<Outcome> {
  await assertSameOrigin();
  const key = keyOf(form);
  const given = address.safeParse({ email: textOf(form, "email") });
  if (!given.success) return invalid(given.error, key);
  if ((await askForReset(given.data.email, await headers())) > 0) {
    const t = await getTranslations("account.refused");
    return { state: "refused", key, sentence: t("tooMany") };
  }
  redirect("/forgot-password?sent=1");
}
