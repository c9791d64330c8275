import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ChoiceField, TextArea, TextField, TickField } from "@/components/ui/field.tsx";
import { INSPECTION_RESULTS } from "@/lib/domain/event/event.ts";
import type { ListRecord } from "../kinds.ts";

/** What is asked besides the things themselves. */
export async function ListFields({ what }: { what: ListRecord }) {
  const t = await getTranslations("record");
  const optional = (await getTranslations("ui"))("optional");
  const reason = <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} required />;
  const fields: Record<ListRecord, ReactNode> = {
    returns: null,
    removals: null,
    recoveries: null,
    inspections: (
      <>
        <ChoiceField
          name="result"
          legend={t("result")}
          chosen="passed"
          choices={INSPECTION_RESULTS.map((value) => ({ value, label: t(`results.${value}`) }))}
        />
        <TextArea name="note" label={t("note")} hint={t("sealedHint")} optional={optional} maxLength={500} />
        <TextArea name="capture" label={t("capture")} hint={t("captureOfOne")} optional={optional} rows={4} mono />
      </>
    ),
    repairs: <TextArea name="what" label={t("whatDone")} hint={t("reasonHint")} maxLength={500} required />,
    installations: (
      <>
        <TextField name="host" label={t("host")} hint={t("sealedHint")} optional={optional} maxLength={200} />
        <TextField name="slot" label={t("slot")} hint={t("sealedHint")} optional={optional} maxLength={200} />
      </>
    ),
    thefts: (
      <TextField name="reference" label={t("reference")} hint={t("sealedHint")} optional={optional} maxLength={200} />
    ),
    scrappings: (
      <>
        {reason}
        <TickField name="destroyed" label={t("destroyed")} hint={t("destroyedHint")} />
      </>
    ),
    restorations: reason,
  };
  return <div className="max-w-[640px]">{fields[what]}</div>;
}
