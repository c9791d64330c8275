"use client";
import { type AuthenticationResponseJSON, startAuthentication } from "@simplewebauthn/browser";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/ui/action-form.tsx";
import type { Outcome } from "@/components/ui/outcome.ts";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { begin } from "./(entry)/sign-in/passkey-actions.ts";
import { askDevice } from "./ask-device.ts";

type Props = {
  /** Takes what the browser answered. */
  finish: (response: AuthenticationResponseJSON) => Promise<Outcome>;
  onConfirmed?: () => void;
};

export function ConfirmPasskey({ finish, onConfirmed }: Props) {
  const t = useTranslations("confirm");
  const [key] = useState(() => crypto.randomUUID());

  async function confirm(): Promise<Outcome> {
    const { outcome, options } = await begin();
    if (!options) return outcome;
    const answer = await askDevice(() => startAuthentication({ optionsJSON: options }));
    if (answer.ok) return finish(answer.value);
    const word = answer.error === "unable" ? "passkeyUnable" : "passkeyCancelled";
    return { state: "refused", key: outcome.key, sentence: t(word) };
  }

  return (
    <ActionForm
      action={confirm}
      idempotencyKey={key}
      busyTitle={t("asking")}
      label={t("passkey")}
      className="mt-4 noscript:hidden"
      onRecorded={onConfirmed}
      refreshes={false}
    >
      <SubmitButton className="w-full">{t("passkey")}</SubmitButton>
      <p className="mt-6 text-ink-muted">{t("orPassword")}</p>
    </ActionForm>
  );
}
