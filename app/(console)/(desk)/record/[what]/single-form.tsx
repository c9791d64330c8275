import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { TextArea, TextField } from "@/components/ui/field.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { followOperation } from "../../../follow-operation.ts";
import type { SingleRecord } from "../kinds.ts";
import { recordOne } from "./actions.ts";

type Props = {
  what: SingleRecord;
  /** What another page has filled in. */
  given: { item?: string; event?: string; recall?: string };
  idempotencyKey: string;
};

/** A recode, a correction, or the word of a second member on a recall. */
export async function SingleForm({ what, given, idempotencyKey }: Props) {
  const t = await getTranslations("record");
  const typed = { autoComplete: "off", spellCheck: false, mono: true, required: true } as const;
  return (
    <ActionForm
      action={recordOne}
      follow={followOperation}
      idempotencyKey={idempotencyKey}
      label={t(`${what}.title`)}
      className="max-w-[640px]"
      emptied
    >
      <input type="hidden" name="record" value={what} />
      {what === "recodes" && (
        <>
          <TextField name="item" label={t("item")} hint={t("itemHint")} defaultValue={given.item} {...typed} />
          <TextField
            name="hostCoding"
            label={t("hostCoding")}
            hint={t("hostCodingHint")}
            maxLength={100}
            autoComplete="off"
            required
          />
          <TextArea name="before" label={t("before")} hint={t("captureHint")} rows={6} mono required />
          <TextArea name="after" label={t("after")} hint={t("captureHint")} rows={6} mono required />
        </>
      )}
      {what === "corrections" && (
        <>
          <TextField name="event" label={t("event")} hint={t("eventHint")} defaultValue={given.event} {...typed} />
          <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} required />
        </>
      )}
      {what === "agreements" && (
        <TextField name="recall" label={t("recall")} hint={t("recallHint")} defaultValue={given.recall} {...typed} />
      )}
      <p className="my-4 text-sm text-ink-muted">{t(`${what}.promise`)}</p>
      <SubmitButton>{t(`${what}.submit`)}</SubmitButton>
    </ActionForm>
  );
}
