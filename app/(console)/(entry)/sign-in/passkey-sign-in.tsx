"use client";
import { startAuthentication } from "@simplewebauthn/browser";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form.tsx";
import type { Outcome } from "@/components/ui/outcome.ts";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { askDevice, useIsAt } from "../../ask-device.ts";
import { begin, finish } from "./passkey-actions.ts";

/** @param origin the one address that passkeys are bound to */
export function PasskeySignIn({ origin, next, formKey }: { origin: string; next: string; formKey: string }) {
  const t = useTranslations("passkey");
  if (!useIsAt(origin))
    return (
      <p className="mt-4 text-ink-muted">
        {t.rich("elsewhere", {
          address: () => (
            <a className="link" href={`${origin}/sign-in?next=${encodeURIComponent(next)}`}>
              {origin}
            </a>
          ),
        })}
      </p>
    );

  async function signIn(): Promise<Outcome> {
    const { outcome, options } = await begin();
    if (!options) return outcome;
    const answer = await askDevice(() => startAuthentication({ optionsJSON: options }));
    if (answer.ok) return finish(answer.value, next);
    const word = answer.error === "unable" ? "unable" : "signInCancelled";
    return { state: "refused", key: outcome.key, sentence: t(word) };
  }

  return (
    <ActionForm action={signIn} idempotencyKey={formKey} busyTitle={t("asking")} label={t("signIn")} className="mt-3">
      <SubmitButton look="quiet" className="w-full">
        {t("signIn")}
      </SubmitButton>
    </ActionForm>
  );
}
