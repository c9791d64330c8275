import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextArea } from "@/components/ui/field.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import type { Actor } from "@/lib/usecases/actor.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import type { TransferRow } from "@/lib/usecases/queries.ts";
import { followOperation } from "../../../follow-operation.ts";
import { declineTransfer, takeBackTransfer } from "./actions.ts";

type Props = { transfer: TransferRow; actor: Actor };

/** The receiver may decline an open offer; the giver may take it back, and anybody of the two once it has expired. */
export async function CloseTransfer({ transfer, actor }: Props) {
  const t = await getTranslations("transfer");
  const close = (await getTranslations("ui"))("close");
  const optional = (await getTranslations("ui"))("optional");
  const declines = transfer.to === actor.member && !transfer.expired;
  const words = declines ? "decline" : "withdraw";
  if (!mayDo(actor, declines ? "decline" : "withdraw-transfer").ok) return null;
  return (
    <Dialog trigger={t(words)} title={t(`${words}Title`)} text={t(`${words}Text`)} close={close}>
      <ActionForm
        action={declines ? declineTransfer : takeBackTransfer}
        follow={followOperation}
        idempotencyKey={crypto.randomUUID()}
        label={t(words)}
      >
        <input type="hidden" name="transferId" value={transfer.id} />
        <TextArea name="reason" label={t("reason")} optional={optional} maxLength={500} />
        <SubmitButton>{t(words)}</SubmitButton>
      </ActionForm>
    </Dialog>
  );
}
