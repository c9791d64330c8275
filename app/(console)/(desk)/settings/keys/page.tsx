import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { TextField, TickField } from "@/components/ui/field.tsx";
import { ExactText } from "@/components/ui/grouped-text.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { listApiKeys } from "@/lib/server/api-keys.ts";
import { requireActor } from "@/lib/server/session.ts";
import { SCOPES } from "@/lib/usecases/actor.ts";
import { Denied } from "../../denied.tsx";
import { createKey, endKey } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("keys") };
}

export default async function KeysPage() {
  const actor = await requireActor();
  const t = await getTranslations("keys");
  const close = (await getTranslations("ui"))("close");
  const listed = await listApiKeys(actor);
  if (!listed.ok) return <Denied memberName={actor.memberName} />;
  return (
    <>
      {listed.value.length === 0 ? (
        <EmptyState title={t("empty")} text={t("emptyText")} />
      ) : (
        <Table
          caption={t("title")}
          columns={[
            { key: "name", label: t("name") },
            { key: "start", label: t("start") },
            { key: "scopes", label: t("scopes") },
            { key: "expires", label: t("expires") },
            { key: "used", label: t("used"), wide: true },
            { key: "end", label: t("end"), action: true },
          ]}
          rows={listed.value.map((key) => ({
            key: key.id,
            cells: [
              key.name,
              <span key="start" className="md:whitespace-nowrap">
                <ExactText text={`${key.start}…`} />
              </span>,
              <span key="scopes" className="font-mono text-sm">
                {key.scopes.join(" ")}
              </span>,
              key.expiresAt ? <TimeText key="expires" time={key.expiresAt.toISOString()} /> : "–",
              key.lastUsedAt ? <TimeText key="used" time={key.lastUsedAt.toISOString()} /> : t("never"),
              <Dialog
                key="end"
                trigger={t("end")}
                title={t("endTitle", { name: key.name })}
                text={t("endText")}
                close={close}
                look="plain"
              >
                <ActionForm action={endKey} idempotencyKey={crypto.randomUUID()} label={t("end")} className="mt-4">
                  <input type="hidden" name="keyId" value={key.id} />
                  <SubmitButton>{t("end")}</SubmitButton>
                </ActionForm>
              </Dialog>,
            ],
          }))}
        />
      )}
      <Section title={t("new")} text={t("newText")}>
        <ActionForm
          action={createKey}
          idempotencyKey={crypto.randomUUID()}
          label={t("new")}
          className="max-w-[640px]"
          emptied
        >
          <TextField name="name" label={t("name")} hint={t("nameHint")} maxLength={64} autoComplete="off" required />
          <fieldset>
            <legend className="font-semibold">{t("scopes")}</legend>
            {SCOPES.map((scope) => (
              <TickField
                key={scope}
                id={`scope-${scope.replace(":", "-")}`}
                name="scopes"
                value={scope}
                label={<span className="font-mono">{scope}</span>}
                hint={t(`scopeOf.${scope.replace(":", "-") as Dashed<typeof scope>}`)}
                defaultChecked={scope === "read"}
              />
            ))}
          </fieldset>
          <SubmitButton look="quiet">{t("create")}</SubmitButton>
        </ActionForm>
      </Section>
    </>
  );
}

type Dashed<S extends string> = S extends `${infer A}:${infer B}` ? `${A}-${B}` : S;
