import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { RESET_MINUTES } from "@/lib/server/auth.ts";
import { askForMail } from "./actions.ts";

export async function generateMetadata({ searchParams }: PageProps<"/forgot-password">): Promise<Metadata> {
  const t = await getTranslations("forgotPassword");
  return { title: (await searchParams).sent === "1" ? t("sent") : t("title") };
}

/** Says the same whether somebody has the address or not. */
export default async function ForgotPasswordPage({ searchParams }: PageProps<"/forgot-password">) {
  const sent = (await searchParams).sent === "1";
  const t = await getTranslations("forgotPassword");
  return (
    <>
      <PageHeading
        title={sent ? t("sent") : t("title")}
        purpose={sent ? t("sentText", { minutes: RESET_MINUTES }) : t("purpose", { minutes: RESET_MINUTES })}
      />
      {!sent && (
        <ActionForm
          action={askForMail}
          idempotencyKey={crypto.randomUUID()}
          busyTitle={t("sending")}
          label={t("title")}
        >
          <TextField name="email" label={t("email")} type="email" autoComplete="username" maxLength={254} required />
          <SubmitButton className="w-full">{t("submit")}</SubmitButton>
        </ActionForm>
      )}
      <Notice role="note" title={t("without")} className="mt-8">
        {t("withoutText")}
      </Notice>
      <p className="mt-8 flex flex-wrap gap-x-4 gap-y-1">
        {sent && (
          <a className="link" href="/forgot-password">
            {t("again")}
          </a>
        )}
        <a className="link" href="/sign-in">
          {t("back")}
        </a>
      </p>
    </>
  );
}
