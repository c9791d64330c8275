"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { auth, isSignInRefusal } from "@/lib/server/auth.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { nextPath } from "@/lib/server/sign-in/next-path.ts";
import { keyOf } from "../../../act.ts";
import { invalid } from "../../../invalid.ts";

type Body = { code: string };

export async function giveCode(_before: Outcome, form: FormData): Promise<Outcome> {
  return give(form, "code", async (body) => auth().api.verifyTOTP({ body, headers: await headers() }));
}

export async function giveRecoveryCode(_before: Outcome, form: FormData): Promise<Outcome> {
  return give(form, "recoveryCode", async (body) => auth().api.verifyBackupCode({ body, headers: await headers() }));
}

/** Which person is asked stands in a cookie of the first step; it holds for ten minutes. */
async function give(
  form: FormData,
  field: "code" | "recoveryCode",
  verify: (body: Body) => Promise<unknown>,
): Promise<Outcome> {
  await assertSameOrigin();
  const key = keyOf(form);
  const given = z.strictObject({ [field]: z.string().trim().min(1).max(64) }).safeParse({ [field]: form.get(field) });
  if (!given.success) return invalid(given.error, key);
  const t = await getTranslations("signInCode");
  try {
    await verify({ code: String(given.data[field]).replace(/\s/g, "") });
  } catch (refused) {
    if (!isSignInRefusal(refused)) throw refused;
    const word = WORDS[refused.body?.code as keyof typeof WORDS] ?? "startAgain";
    if (word !== "wrong") return { state: "refused", key, sentence: t(word) };
    const sentence = t(field === "code" ? "wrong" : "wrongRecoveryCode");
    return { state: "refused", key, sentence: t("notYet"), errors: [{ field, sentence }] };
  }
  redirect(nextPath(form.get("next")));
}

const WORDS = {
  INVALID_CODE: "wrong",
  INVALID_BACKUP_CODE: "wrong",
  TOO_MANY_TRIES: "tooMany",
  ACCOUNT_TEMPORARILY_LOCKED: "tooMany",
} as const;
