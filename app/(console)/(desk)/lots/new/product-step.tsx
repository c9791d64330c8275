import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button.tsx";
import { SelectField, TextField, TickField } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import type { LabelKeyRow, ProductRow } from "@/lib/usecases/queries.ts";
import type { LotFields } from "./lot-form-path.ts";

type Props = { products: readonly ProductRow[]; labelKeys: readonly LabelKeyRow[]; given: LotFields; taken: boolean };

/** What was made, when and where. A plain form: its answer is the URL of the next step. */
export async function ProductStep({ products, labelKeys, given, taken }: Props) {
  const t = await getTranslations("newLot");
  const optional = (await getTranslations("ui"))("optional");
  return (
    <form method="get" action="/lots/new" className="max-w-[640px]">
      {taken && given.lotId && (
        <Notice role="alert" tone="fault" title={t("taken", { lotId: given.lotId })}>
          {t("takenText")}
        </Notice>
      )}
      <SelectField
        name="product"
        label={t("product")}
        defaultValue={given.product}
        empty={products.length > 1 ? t("choose") : undefined}
        choices={products.map(({ subject, partNumber, revision, vendorName }) => ({
          value: subject,
          label: [partNumber, revision, vendorName].filter(Boolean).join(" · "),
        }))}
        required
      />
      <TextField
        name="lotId"
        label={t("lotId")}
        hint={t("lotIdHint")}
        defaultValue={given.lotId}
        mono
        required
        maxLength={64}
      />
      <TextField name="madeOn" label={t("madeOn")} type="date" defaultValue={given.madeOn} required />
      <TextField name="site" label={t("site")} optional={optional} defaultValue={given.site} maxLength={80} />
      {given.secrets === "1" && (
        <TickField name="secrets" value="1" label={t("secrets")} hint={t("secretsHint")} defaultChecked />
      )}
      {labelKeys.length > 0 && (
        <SelectField
          name="labelKey"
          label={t("bagLabels")}
          hint={t("bagLabelsHint")}
          defaultValue={given.labelKey}
          empty={t("noBagLabels")}
          choices={labelKeys.map(({ kid, issued, quota }) => ({
            value: kid,
            label: t("bagLabelsOf", { kid, left: quota - issued }),
          }))}
        />
      )}
      <Button type="submit">{t("next")}</Button>
    </form>
  );
}
