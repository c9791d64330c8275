import { getTranslations } from "next-intl/server";
import type { Outcome } from "@/components/ui/outcome.ts";

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

/** What the sign-in library refused, in words and at its field. @param sent the fields of the form */
export async function refusedOutcome(
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
