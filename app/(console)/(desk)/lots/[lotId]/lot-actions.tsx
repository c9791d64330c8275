import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextArea } from "@/components/ui/field.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { queries } from "@/lib/server/composition.ts";
import type { Person } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import type { LotGate, LotRow } from "@/lib/usecases/queries.ts";
import { followOperation } from "../../../follow-operation.ts";
import { release, withdraw } from "./actions.ts";
import { RecallActions } from "./recall-actions.tsx";

type Props = { lot: LotRow; actor: Person; gate: LotGate };

/** Release by one or two people, and taking back what was imported wrongly; both end with the release. Then only a recall is left. */
export async function LotActions({ lot, actor, gate }: Props) {
  if (lot.status === "released") return <RecallActions lot={lot} actor={actor} />;
  if (lot.status !== "registered") return null;
  const t = await getTranslations("lot");
  const close = (await getTranslations("ui"))("close");
  const approvers = (await queries().memberOf(actor.member))?.releaseApprovers ?? 1;
  const mayRelease = mayDo(actor, "release-lot").ok;
  const approvedByMe = lot.approvals.some(({ userId }) => userId === actor.userId);
  const people = lot.approvals.map(({ email }) => email).join(", ");
  // Approvals stay when a release is refused: then it is asked for again.
  const isAsked = lot.approvals.length >= approvers;
  const needs = approvers === 2 ? "needsTwo" : "needsOne";
  const said = people === "" ? t(needs) : t(isAsked ? "releaseWaits" : "approvedBy", { people });
  const isHeld = gate.findings.some(({ holds }) => holds);
  const hidden = <input type="hidden" name="lotId" value={lot.lotId} />;
  return (
    <section aria-label={t("next")} className="panel mb-6 p-4">
      <p className="max-w-prose">
        {said} {!mayRelease && t("notApprover")} {approvedByMe && !isAsked && t("secondMustDiffer")}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {mayRelease && (isAsked || !approvedByMe) && (
          <Dialog trigger={t("release")} title={t("releaseTitle")} text={t("releaseText")} close={close} look="primary">
            <ActionForm
              action={release}
              follow={followOperation}
              idempotencyKey={crypto.randomUUID()}
              label={t("release")}
            >
              {hidden}
              <p className="my-4">{t("releaseFacts", { count: lot.count, lot: lot.lotId, email: actor.email })}</p>
              {isHeld && (
                <TextArea
                  name="overrideReason"
                  label={t("overrideReason")}
                  hint={t("overrideHint")}
                  maxLength={500}
                  required
                />
              )}
              <SubmitButton>{approvers === 2 ? t("approve") : t("release")}</SubmitButton>
            </ActionForm>
          </Dialog>
        )}
        {mayDo(actor, "withdraw-lot").ok && (
          <Dialog trigger={t("withdraw")} title={t("withdrawTitle")} text={t("withdrawText")} close={close}>
            <ActionForm
              action={withdraw}
              follow={followOperation}
              idempotencyKey={crypto.randomUUID()}
              label={t("withdraw")}
            >
              {hidden}
              <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} required />
              <SubmitButton>{t("withdraw")}</SubmitButton>
            </ActionForm>
          </Dialog>
        )}
      </div>
    </section>
  );
}
