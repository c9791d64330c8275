import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { TextArea, TextField } from "@/components/ui/field.tsx";
import { ExactText } from "@/components/ui/grouped-text.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { followOperation } from "../../../follow-operation.ts";
import { declareKey, revokeKey } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("labelKeys"))("title") };
}

export default async function LabelKeysPage() {
  const actor = await requireActor();
  const t = await getTranslations("labelKeys");
  const close = (await getTranslations("ui"))("close");
  const keys = await queries().labelKeys(actor.member);
  const may = mayDo(actor, "declare-label-key").ok;
  return (
    <>
      {keys.length === 0 ? (
        <EmptyState title={t("empty")} text={t("emptyText")} />
      ) : (
        <Table
          caption={t("title")}
          columns={[
            { key: "kid", label: t("kid") },
            { key: "valid", label: t("valid") },
            { key: "issued", label: t("issued") },
            { key: "state", label: t("state") },
            { key: "revoke", label: t("revoke"), action: true },
          ]}
          rows={keys.map((key) => ({
            key: key.subject,
            cells: [
              <ExactText key="kid" text={key.kid} />,
              <span key="valid">
                <TimeText time={key.notBefore} /> – <TimeText time={key.notAfter} />
              </span>,
              t("issuedOf", { issued: key.issued, quota: key.quota }),
              <Badge key="state" mark={key.revokedAt ? "stopped" : "done"}>
                {t(key.revokedAt ? "revoked" : "good")}
              </Badge>,
              may && !key.revokedAt ? (
                <Dialog
                  key="revoke"
                  trigger={t("revoke")}
                  title={t("revokeTitle", { kid: key.kid })}
                  text={t("revokeText")}
                  close={close}
                  look="plain"
                >
                  <ActionForm
                    action={revokeKey}
                    follow={followOperation}
                    idempotencyKey={crypto.randomUUID()}
                    label={t("revoke")}
                  >
                    <input type="hidden" name="kid" value={key.kid} />
                    <TextArea name="reason" label={t("reason")} maxLength={500} required />
                    <SubmitButton>{t("revoke")}</SubmitButton>
                  </ActionForm>
                </Dialog>
              ) : (
                "–"
              ),
            ],
          }))}
        />
      )}
      {may && (
        <Section title={t("new")} text={t("newText")}>
          <ActionForm
            action={declareKey}
            follow={followOperation}
            idempotencyKey={crypto.randomUUID()}
            label={t("new")}
            className="max-w-[640px]"
            emptied
          >
            <TextField name="notAfter" label={t("notAfter")} type="date" required />
            <TextField name="quota" label={t("quota")} hint={t("quotaHint")} type="number" min={1} required />
            <SubmitButton look="quiet">{t("declare")}</SubmitButton>
          </ActionForm>
        </Section>
      )}
    </>
  );
}
