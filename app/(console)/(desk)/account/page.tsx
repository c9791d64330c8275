import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { Appearance } from "@/app/appearance.tsx";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Facts } from "@/components/ui/facts.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { recoveryCodesLeft } from "@/lib/server/second-factor.ts";
import { requireActor } from "@/lib/server/session.ts";
import { NewPasswordField } from "../../new-password-field.tsx";
import { changePassword } from "./actions.ts";
import { OpenSessions } from "./open-sessions.tsx";
import { Passkeys } from "./passkeys.tsx";
import { SecondFactor } from "./second-factor.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("account") };
}

export default async function AccountPage() {
  const actor = await requireActor();
  const t = await getTranslations("account");
  const format = await getFormatter();
  const roles = await getTranslations("role");
  const passkey = await getTranslations("passkey");
  const factor = await getTranslations("secondFactor");
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <Facts
        facts={[
          { label: t("name"), value: actor.name },
          { label: t("email"), value: actor.email },
          { label: t("member"), value: actor.memberName },
          {
            label: t("roles"),
            value: format.list(
              actor.roles.map((role) => roles(role)),
              { style: "narrow" },
            ),
          },
        ]}
      />
      <Section title={t("appearance")} text={t("appearanceText")}>
        <Appearance />
      </Section>
      <Section title={t("security")}>
        <Section part title={t("password")} text={t("passwordText")}>
          <ActionForm
            action={changePassword}
            idempotencyKey={crypto.randomUUID()}
            label={t("password")}
            className="max-w-[640px]"
          >
            <input type="hidden" autoComplete="username" value={actor.email} readOnly />
            <TextField
              name="currentPassword"
              label={t("currentPassword")}
              type="password"
              autoComplete="current-password"
              required
            />
            <NewPasswordField />
            <SubmitButton look="quiet">{t("change")}</SubmitButton>
          </ActionForm>
        </Section>
        <Section part title={passkey("title")} text={passkey("purpose")}>
          <Passkeys userId={actor.userId} />
        </Section>
        <Section part title={factor("title")} text={factor("purpose")}>
          <SecondFactor codesLeft={await recoveryCodesLeft(actor.userId)} />
        </Section>
        <OpenSessions />
      </Section>
    </>
  );
}
