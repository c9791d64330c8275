"use client";
import { startRegistration } from "@simplewebauthn/browser";
import { useTranslations } from "next-intl";
import { TextField } from "@/components/ui/field.tsx";
import type { Outcome } from "@/components/ui/outcome.ts";
import { askDevice, useIsAt } from "../../ask-device.ts";
import { begin, keep } from "./passkey-actions.ts";
import { PasswordDialog } from "./password-dialog.tsx";

/** @param origin the one address that passkeys are bound to */
export function AddPasskey({ origin }: { origin: string }) {
  const t = useTranslations("passkey");
  if (!useIsAt(origin))
    return (
      <p className="text-ink-muted">
        {t.rich("elsewhere", {
          address: () => (
            <a className="link" href={`${origin}/account`}>
              {origin}
            </a>
          ),
        })}
      </p>
    );

  async function add(_before: Outcome, form: FormData): Promise<Outcome> {
    const { outcome, options } = await begin(form);
    if (!options) return outcome;
    const made = await askDevice(() => startRegistration({ optionsJSON: options }));
    if (!made.ok) return { state: "refused", key: outcome.key, sentence: t(made.error) };
    const answer = new FormData();
    answer.set("idempotencyKey", outcome.key);
    answer.set("name", form.get("name") ?? "");
    return keep(answer, made.value);
  }

  return (
    <PasswordDialog
      trigger={t("add")}
      title={t("add")}
      text={t("addText")}
      submit={t("add")}
      busyTitle={t("asking")}
      action={add}
    >
      <TextField name="name" label={t("name")} hint={t("nameHint")} maxLength={64} autoComplete="off" required />
    </PasswordDialog>
  );
}
