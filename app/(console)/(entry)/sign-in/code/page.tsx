import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { nextPath } from "@/lib/server/sign-in/next-path.ts";
import { giveCode, giveRecoveryCode } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signInCode"))("title") };
}

/** The second step of signing in, for accounts that ask for it. */
export default async function SignInCodePage({ searchParams }: PageProps<"/sign-in/code">) {
  const next = nextPath((await searchParams).next);
  const t = await getTranslations("signInCode");
  const checking = (await getTranslations("signIn"))("checking");
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <ActionForm action={giveCode} idempotencyKey={crypto.randomUUID()} busyTitle={checking} label={t("title")}>
        <input type="hidden" name="next" value={next} />
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          autoFocus
          mono
          required
        />
        <SubmitButton className="w-full">{t("submit")}</SubmitButton>
      </ActionForm>
      <details className="mt-8">
        <summary className="link cursor-pointer">{t("lost")}</summary>
        <ActionForm
          action={giveRecoveryCode}
          idempotencyKey={crypto.randomUUID()}
          busyTitle={checking}
          label={t("lost")}
        >
          <input type="hidden" name="next" value={next} />
          <TextField
            name="recoveryCode"
            label={t("recoveryCode")}
            hint={t("recoveryCodeHint")}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={64}
            mono
            required
          />
          <SubmitButton look="quiet" className="w-full">
            {t("submit")}
          </SubmitButton>
        </ActionForm>
      </details>
      <p className="mt-8">
        <a className="link" href="/sign-in">
          {t("again")}
        </a>
      </p>
    </>
  );
}
