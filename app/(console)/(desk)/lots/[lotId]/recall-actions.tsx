import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextArea } from "@/components/ui/field.tsx";
import { GroupedText } from "@/components/ui/grouped-text.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { queries } from "@/lib/server/composition.ts";
import type { Person } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import type { LotRow } from "@/lib/usecases/queries.ts";
import { followOperation } from "../../../follow-operation.ts";
import { lift, recall } from "./actions.ts";

type Props = { lot: LotRow; actor: Person };

/** Calling back what was released: the whole lot, or some of its modules. What is called back, and how that ends. */
export async function RecallActions({ lot, actor }: Props) {
  if (!mayDo(actor, "recall").ok) return null;
  const t = await getTranslations("lot");
  const ui = await getTranslations("ui");
  const open = await queries().lotRecalls(actor.member, lot.lotId);
  return (
    <div className="mb-6">
      {open.map(({ recall: number, leaves }) => (
        <div key={number} className="panel mb-3 flex flex-wrap items-center justify-between gap-3 p-4">
          <div>
            <p className="font-semibold">
              {t("recallOpen", { count: leaves ? leaves.reduce((sum, [from, to]) => sum + to - from, 0) : lot.count })}
            </p>
            <p className="text-sm text-ink-muted">{t("recallNumber")}</p>
            <GroupedText text={number} copy />
          </div>
          <Dialog trigger={t("lift")} title={t("liftTitle")} text={t("liftText")} close={ui("close")}>
            <ActionForm action={lift} follow={followOperation} idempotencyKey={crypto.randomUUID()} label={t("lift")}>
              <input type="hidden" name="lotId" value={lot.lotId} />
              <input type="hidden" name="recall" value={number} />
              <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} required />
              <SubmitButton>{t("lift")}</SubmitButton>
            </ActionForm>
          </Dialog>
        </div>
      ))}
      <Dialog trigger={t("recall")} title={t("recallTitle")} text={t("recallText")} close={ui("close")}>
        <ActionForm
          action={recall}
          follow={followOperation}
          idempotencyKey={crypto.randomUUID()}
          label={t("recall")}
          emptied
        >
          <input type="hidden" name="lotId" value={lot.lotId} />
          <TextArea name="items" label={t("recallItems")} hint={t("recallItemsHint")} optional={ui("optional")} mono />
          <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} required />
          <SubmitButton>{t("recall")}</SubmitButton>
        </ActionForm>
      </Dialog>
    </div>
  );
}
