import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Facts } from "@/components/ui/facts.tsx";
import { ChoiceField, TextField } from "@/components/ui/field.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { followOperation } from "../../follow-operation.ts";
import { Denied } from "../denied.tsx";
import { saveMember } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("settings") };
}

export default async function SettingsPage() {
  const actor = await requireActor();
  const t = await getTranslations("settings");
  const format = await getFormatter();
  const roles = await getTranslations("memberRole");
  const optional = (await getTranslations("ui"))("optional");
  const member = await queries().memberOf(actor.member);
  return (
    <>
      <Facts
        facts={[
          { label: t("id"), value: <span className="font-mono">{actor.member}</span> },
          {
            label: t("roles"),
            value: member
              ? format.list(
                  member.roles.map((role) => roles(role)),
                  { style: "narrow" },
                )
              : "–",
          },
          { label: t("vendorNames"), value: member?.vendorNames?.join(", ") ?? "–" },
          { label: t("gs1Prefixes"), value: member?.gs1Prefixes?.join(", ") ?? "–" },
        ]}
      />
      <p className="mt-2 text-sm text-ink-muted">{t("byMajority")}</p>
      <Section title={t("own")} text={t("ownText")}>
        {mayDo(actor, "change-member").ok ? (
          <ActionForm
            action={saveMember}
            follow={followOperation}
            idempotencyKey={crypto.randomUUID()}
            label={t("own")}
            className="max-w-[640px]"
          >
            <TextField
              name="name"
              label={t("name")}
              hint={t("nameHint")}
              defaultValue={member?.name}
              maxLength={80}
              required
            />
            <TextField
              name="contact"
              label={t("contact")}
              hint={t("contactHint")}
              optional={optional}
              defaultValue={member?.contact}
              maxLength={200}
            />
            {member?.roles.includes("maker") && (
              <ChoiceField
                name="releaseApprovers"
                legend={t("approvers")}
                chosen={String(member.releaseApprovers)}
                choices={[
                  { value: "1", label: t("one"), hint: t("oneHint") },
                  { value: "2", label: t("two"), hint: t("twoHint") },
                ]}
              />
            )}
            <SubmitButton>{t("save")}</SubmitButton>
          </ActionForm>
        ) : (
          <Denied memberName={actor.memberName} />
        )}
      </Section>
    </>
  );
}
