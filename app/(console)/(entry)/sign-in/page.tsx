import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { placeOfPasskeys } from "@/lib/server/passkeys.ts";
import { currentPerson } from "@/lib/server/session.ts";
import { nextPath } from "@/lib/server/sign-in/next-path.ts";
import { signIn } from "./actions.ts";
import { PasskeySignIn } from "./passkey-sign-in.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next, ended, changed } = await searchParams;
  if (await currentPerson()) redirect(nextPath(next));
  const t = await getTranslations("signIn");
  const passkeys = placeOfPasskeys();
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      {ended === "1" && (
        <Notice role="note" title={t("ended")}>
          {t("endedText")}
        </Notice>
      )}
      {changed === "1" && (
        <Notice role="status" tone="accent" title={t("changed")}>
          {t("changedText")}
        </Notice>
      )}
      <noscript>
        <Notice role="note" title={t("noScript")}>
          {t("noScriptText")}
        </Notice>
      </noscript>
      <ActionForm action={signIn} idempotencyKey={crypto.randomUUID()} busyTitle={t("checking")} label={t("title")}>
        <input type="hidden" name="next" value={nextPath(next)} />
        <TextField name="email" label={t("email")} type="email" autoComplete="username" required />
        <TextField name="password" label={t("password")} type="password" autoComplete="current-password" required />
        <SubmitButton className="w-full">{t("submit")}</SubmitButton>
      </ActionForm>
      <p className="mt-3">
        <a className="link" href="/forgot-password">
          {t("forgotten")}
        </a>
      </p>
      {passkeys && <PasskeySignIn origin={passkeys.origin} next={nextPath(next)} formKey={crypto.randomUUID()} />}
      <p className="mt-8 flex flex-wrap gap-x-4 gap-y-1 text-ink-muted">
        <span>{t("checkInstead")}</span>
        <a className="link" href="/scan">
          {t("scanLabel")}
        </a>
        <a className="link" href="/check">
          {t("readModule")}
        </a>
      </p>
    </>
  );
}
