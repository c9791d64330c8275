import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { TextField, TickField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { isFounded } from "@/lib/server/founding.ts";
import { found } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("found_network"))("title") };
}

/** The token comes in the address that was printed at the start; it is never shown again. */
export default async function FoundPage({ searchParams }: PageProps<"/found">) {
  const t = await getTranslations("found_network");
  const roles = await getTranslations("memberRole");
  const optional = (await getTranslations("ui"))("optional");
  const heading = <PageHeading title={t("title")} purpose={t("purpose")} />;
  if (await isFounded())
    return (
      <>
        {heading}
        <EmptyState title={t("done")}>
          <ButtonLink href="/sign-in">{t("signIn")}</ButtonLink>
        </EmptyState>
      </>
    );
  const { token } = await searchParams;
  return (
    <>
      {heading}
      <ActionForm action={found} idempotencyKey={crypto.randomUUID()} label={t("title")}>
        <TextField
          name="token"
          label={t("token")}
          hint={t("tokenHint")}
          defaultValue={typeof token === "string" ? token : undefined}
          autoComplete="off"
          mono
          required
        />
        <TextField name="network" label={t("network")} hint={t("networkHint")} maxLength={80} required />
        <Section title={t("member")}>
          <TextField name="memberName" label={t("memberName")} maxLength={80} autoComplete="organization" required />
          <TextField name="member" label={t("memberId")} hint={t("memberIdHint")} maxLength={63} mono required />
          <fieldset>
            <legend className="font-semibold">{t("roles")}</legend>
            {(["maker", "distributor", "operator", "auditor"] as const).map((role) => (
              <TickField
                key={role}
                id={`role-${role}`}
                name="roles"
                value={role}
                label={roles(role)}
                defaultChecked={role === "maker"}
              />
            ))}
          </fieldset>
          <TextField
            name="vendorNames"
            label={t("vendorNames")}
            hint={t("vendorNamesHint")}
            optional={optional}
            maxLength={400}
          />
          <TextField
            name="gs1Prefixes"
            label={t("gs1Prefixes")}
            hint={t("gs1PrefixesHint")}
            optional={optional}
            maxLength={200}
          />
        </Section>
        <Section title={t("you")}>
          <TextField name="name" label={t("name")} maxLength={80} autoComplete="name" required />
          <TextField name="email" label={t("email")} type="email" maxLength={254} autoComplete="username" required />
          <TextField
            name="password"
            label={t("password")}
            hint={t("passwordHint")}
            type="password"
            minLength={15}
            maxLength={128}
            autoComplete="new-password"
            required
          />
        </Section>
        <SubmitButton className="mt-2 w-full">{t("submit")}</SubmitButton>
      </ActionForm>
    </>
  );
}
