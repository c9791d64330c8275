import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { ok, type Result, refuse } from "@/lib/domain/result.ts";
import { isSignInRefusal } from "@/lib/server/auth.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { type Person, requireActor } from "@/lib/server/session.ts";
import { LONGEST_PASSWORD } from "@/lib/server/sign-in/password-length.ts";
import { keyOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";

export const passwordField = z.string().min(1).max(LONGEST_PASSWORD);

type Wanted<S extends z.ZodType, T> = {
  schema: S;
  form: FormData;
  to: (given: z.output<S>, headers: Headers, actor: Person) => Promise<T>;
};

/** The way of every change of how an account is entered: who asks, from our own page, well formed, then done or refused in words. */
export async function secured<S extends z.ZodType, T>({ schema, form, to }: Wanted<S, T>): Promise<Result<T, Outcome>> {
  const actor = await requireActor();
  await assertSameOrigin();
  const key = keyOf(form);
  const { idempotencyKey: _, ...fields } = Object.fromEntries(form);
  const given = schema.safeParse(fields);
  if (!given.success) return refuse(await invalid(given.error, key));
  try {
    return ok(await to(given.data, await headers(), actor));
  } catch (refused) {
    if (!isSignInRefusal(refused)) throw refused;
    return refuse(await refusedOutcome(refused, key, Object.keys(fields)));
  }
}

export function saved(sentence: string): Outcome {
  return { state: "recorded", title: "saved", key: crypto.randomUUID(), sentence };
}

const WORDS = {
  INVALID_PASSWORD: { word: "passwordWrong", fields: ["currentPassword", "password"] },
  PASSWORD_TOO_SHORT: { word: "passwordShort", fields: ["newPassword"] },
  PASSWORD_GUESSABLE: { word: "passwordGuessable", fields: ["newPassword"] },
  INVALID_CODE: { word: "codeWrong", fields: ["code"] },
  FAILED_TO_VERIFY_REGISTRATION: { word: "passkeyFailed", fields: [] },
  CHALLENGE_NOT_FOUND: { word: "passkeyFailed", fields: [] },
  NOT_VERIFIED: { word: "passkeyUnverified", fields: [] },
  TOO_MANY_TRIES: { word: "tooMany", fields: [] },
} as const;

async function refusedOutcome(
  refused: { readonly body?: { code?: string } | undefined },
  key: string,
  sent: readonly string[],
): Promise<Outcome> {
  const t = await getTranslations("account.refused");
  const code = refused.body?.code ?? "";
  const known = Object.hasOwn(WORDS, code) ? WORDS[code as keyof typeof WORDS] : undefined;
  const sentence = t(known?.word ?? "other");
  const field = known?.fields.find((each) => sent.includes(each));
  if (!field) return { state: "refused", key, code, sentence };
  return { state: "refused", key, code, sentence: t("nothing"), errors: [{ field, sentence }] };
}
