"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { auth, isSignInRefusal } from "@/lib/server/auth.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { nextPath } from "@/lib/server/sign-in/next-path.ts";
import { keyOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";

const credentials = z.strictObject({ email: z.email().max(254), password: z.string().min(1).max(128) });

export async function signIn(_before: Outcome, form: FormData): Promise<Outcome> {
  await assertSameOrigin();
  const key = keyOf(form);
  const given = credentials.safeParse({ email: form.get("email"), password: form.get("password") });
  if (!given.success) return invalid(given.error, key);
  const t = await getTranslations("signIn");
  const next = nextPath(form.get("next"));
  let asksForCode: boolean;
  try {
    const answer = await auth().api.signInEmail({ body: given.data, headers: await headers() });
    asksForCode = "twoFactorRedirect" in answer;
  } catch (refused) {
    if (!isSignInRefusal(refused)) throw refused;
    return { state: "refused", key, sentence: refused.statusCode === 429 ? t("tooMany") : t("wrong") };
  }
  redirect(asksForCode ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
}
