import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextArea } from "@/components/ui/field.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import type { MemberRow } from "@/lib/usecases/queries.ts";
import { followOperation } from "../../follow-operation.ts";
import { suspend } from "./actions.ts";

/** Asked once more before a member is shut out. */
export async function Suspend({ member }: { member: MemberRow }) {
  const t = await getTranslations("members");
  const close = (await getTranslations("ui"))("close");
  return (
    <Dialog
      trigger={t("suspend")}
      title={t("suspendTitle", { name: member.name })}
      text={t("suspendText")}
      close={close}
    >
      <ActionForm
        action={suspend}
        follow={followOperation}
        idempotencyKey={crypto.randomUUID()}
        label={t("suspendTitle", { name: member.name })}
      >
        <input type="hidden" name="member" value={member.member} />
        <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} required />
        <SubmitButton>{t("suspend")}</SubmitButton>
      </ActionForm>
    </Dialog>
  );
}
