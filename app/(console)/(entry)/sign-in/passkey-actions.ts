"use server";
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { isSignInRefusal } from "@/lib/server/auth.ts";
import { signInByPasskey, startPasskeySignIn } from "@/lib/server/passkeys.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { nextPath } from "@/lib/server/sign-in/next-path.ts";
import { passkeyAnswer } from "../../passkey-answer.ts";

type Begun = { readonly outcome: Outcome; readonly options?: PublicKeyCredentialRequestOptionsJSON };

export async function begin(): Promise<Begun> {
  await assertSameOrigin();
  const key = crypto.randomUUID();
  try {
    return { outcome: { state: "idle", key }, options: await startPasskeySignIn(await headers()) };
  } catch (refused) {
    if (!isSignInRefusal(refused)) throw refused;
    return { outcome: { state: "refused", key, sentence: (await getTranslations("signIn"))("tooMany") } };
  }
}

/** Signs in by what the browser answered. */
export async function finish(response: AuthenticationResponseJSON, next: string): Promise<Outcome> {
  await assertSameOrigin();
  const key = crypto.randomUUID();
  const given = passkeyAnswer.safeParse(response);
  const t = await getTranslations("passkey");
  if (!given.success) return { state: "refused", key, sentence: t("signInRefused") };
  try {
    await signInByPasskey(await headers(), given.data);
  } catch (refused) {
    if (!isSignInRefusal(refused)) throw refused;
    return { state: "refused", key, sentence: t("signInRefused") };
  }
  redirect(nextPath(next));
}
