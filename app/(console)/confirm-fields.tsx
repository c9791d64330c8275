"use client";
import { useTranslations } from "next-intl";
import { TextField } from "@/components/ui/field.tsx";
import { FormStateContext } from "@/components/ui/form-state.tsx";
import type { Outcome } from "@/components/ui/outcome.ts";

type Props = {
  /** Whether a code of the authenticator app is asked for too. */
  code: boolean;
};

export function ConfirmFields({ code }: Props) {
  const t = useTranslations("confirm");
  return (
    <>
      <TextField
        name="password"
        label={t("password")}
        type="password"
        autoComplete="current-password"
        maxLength={128}
        required
      />
      {code && (
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          mono
          required
        />
      )}
    </>
  );
}

/** The same on a page that works without scripts. */
export function ConfirmFieldsOfPage({ errors, ...rest }: Props & { errors: NonNullable<Outcome["errors"]> }) {
  const said = new Map(errors.flatMap(({ field, sentence }) => (field ? [[field, sentence]] : [])));
  return (
    <FormStateContext value={{ busy: false, errors: said }}>
      <ConfirmFields {...rest} />
    </FormStateContext>
  );
}
