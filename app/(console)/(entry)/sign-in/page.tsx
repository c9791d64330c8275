import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { currentPerson } from "@/lib/server/session.ts";
import { signIn } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage() {
  if (await currentPerson()) redirect("/dashboard");
  const t = await getTranslations("signIn");
  const home = await getTranslations("home");
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <ActionForm action={signIn} idempotencyKey={crypto.randomUUID()} label={t("title")}>
        <TextField name="email" label={t("email")} type="email" autoComplete="username" required />
        <TextField
          name="password"
          label={t("password")}
          type="password"
          autoComplete="current-password"
          hint={t("forgotten")}
          required
        />
        <SubmitButton className="w-full">{t("submit")}</SubmitButton>
      </ActionForm>
      <p className="mt-8 text-ink-muted">
        {t("checkInstead")}{" "}
        <Link className="link" href="/">
          {home("check")}
        </Link>
      </p>
    </>
  );
}
