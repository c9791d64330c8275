import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { TextArea, TextField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { stockCounts } from "@/lib/server/alert-desk.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayHandle } from "@/lib/usecases/copies/who-handles.ts";
import { Denied } from "../denied.tsx";
import { count, saveCountries } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stockCounts"))("title") };
}

export default async function StockCountsPage() {
  const actor = await requireActor();
  const t = await getTranslations("stockCounts");
  const book = stockCounts();
  const [counts, countries] = await Promise.all([book.newest(actor.member), book.countries(actor.member)]);
  const may = mayHandle(actor).ok;
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      {may ? (
        <ActionForm
          action={count}
          idempotencyKey={crypto.randomUUID()}
          emptied
          label={t("send")}
          busyTitle={t("checking")}
          className="max-w-[640px]"
        >
          <TextArea name="items" label={t("items")} hint={t("itemsHint")} rows={8} required spellCheck={false} />
          <SubmitButton>{t("send")}</SubmitButton>
        </ActionForm>
      ) : (
        <Denied memberName={actor.memberName} />
      )}
      <Section title={t("earlier")}>
        {counts.length === 0 ? (
          <EmptyState title={t("empty")} text={t("emptyText")} />
        ) : (
          <Table
            caption={t("earlier")}
            columns={[
              { key: "at", label: t("countedAt") },
              { key: "items", label: t("counted"), number: true },
              { key: "by", label: t("by") },
            ]}
            rows={counts.map((one) => ({
              key: one.id,
              cells: [<TimeText key="at" time={one.countedAt} />, one.items, one.by],
            }))}
          />
        )}
      </Section>
      <Section title={t("countries")} text={t("countriesText")}>
        <ActionForm
          action={saveCountries}
          idempotencyKey={crypto.randomUUID()}
          label={t("countries")}
          className="max-w-[640px]"
        >
          <TextField
            name="countries"
            label={t("countriesLabel")}
            hint={t("countriesHint")}
            defaultValue={countries.join(" ")}
            disabled={!may}
            maxLength={800}
            mono
          />
          <SubmitButton look="quiet" disabled={!may}>
            {t("save")}
          </SubmitButton>
        </ActionForm>
      </Section>
    </>
  );
}
