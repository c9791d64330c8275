import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { RESET_MINUTES } from "@/lib/server/auth.ts";
import { isResetOpen } from "@/lib/server/password-reset.ts";
import { NewPasswordField } from "../../new-password-field.tsx";
import { setPassword } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resetPassword"))("title") };
}

/** Where the link of a mail leads. Opening it uses nothing up. */
export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password">) {
  const { token } = await searchParams;
  const t = await getTranslations("resetPassword");
  if (!(await isResetOpen(token)))
    return (
      <>
        <PageHeading title={t("over")} purpose={t("overText", { minutes: RESET_MINUTES })} />
        <ButtonLink href="/forgot-password">{t("again")}</ButtonLink>
      </>
    );
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <ActionForm action={setPassword} idempotencyKey={crypto.randomUUID()} busyTitle={t("setting")} label={t("title")}>
        <input type="hidden" name="token" value={token} />
        <NewPasswordField />
        <SubmitButton className="w-full">{t("submit")}</SubmitButton>
      </ActionForm>
    </>
  );
}
