import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Facts } from "@/components/ui/facts.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { VOID_REASONS } from "@/lib/domain/event/event.ts";
import { isBalanced, paperLeft } from "@/lib/domain/label/paper-balance.ts";
import type { LabelCounts } from "@/lib/ports/label-book.ts";
import type { Person } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import type { LotRow } from "@/lib/usecases/queries.ts";
import { followOperation } from "../../../../follow-operation.ts";
import { lotPath } from "../../lot-table.tsx";
import { applied, openOrder, spoiled, withdrawOrder } from "./actions.ts";

type Props = { lot: LotRow; actor: Person; counts: LabelCounts };

/** What happened to the lot's labels on paper, and what is left to say of them. */
export async function Paper({ lot, actor, counts }: Props) {
  const t = await getTranslations("labelPaper");
  const words = await getTranslations("voidReasons");
  const close = (await getTranslations("ui"))("close");
  const { quota, closedAt, printed, applied: onModules, voided, bagFiles, bagsHandedOut } = counts;
  const left = paperLeft(counts);
  const balance = () => {
    if (isBalanced(counts)) return t("balanced");
    if (left === 0) return t("nothingPrinted");
    return left > 0 ? t("missing", { left }) : t("tooMany", { left: -left });
  };
  const hidden = <input type="hidden" name="lotId" value={lot.lotId} />;
  // A key for each form: none of them may pass for another one that was sent again.
  const common = () => ({ follow: followOperation, idempotencyKey: crypto.randomUUID() });
  return (
    <Section title={t("title")} text={t("text")}>
      <Facts
        facts={[
          {
            label: t("order"),
            value: quota === null ? t("noOrder") : t(closedAt ? "orderClosed" : "orderOpen", { quota }),
          },
          { label: t("printed"), value: printed },
          { label: t("applied"), value: onModules },
          { label: t("voided"), value: voided },
          { label: t("balance"), value: balance() },
          ...(lot.labelKey
            ? [{ label: t("bags"), value: t(bagsHandedOut ? "bagsOut" : "bagsLeft", { files: bagFiles }) }]
            : []),
        ]}
      />
      {mayDo(actor, "open-label-order").ok && (
        <div className="mt-4 flex flex-wrap gap-2">
          <ButtonLink look="quiet" href={`${lotPath(lot.lotId)}/labels/check`}>
            {t("check")}
          </ButtonLink>
          {quota === null && lot.labelsPrintable && (
            <Dialog trigger={t("open")} title={t("openTitle")} text={t("openText")} close={close}>
              <ActionForm action={openOrder} label={t("open")} {...common()}>
                {hidden}
                <TextField
                  name="quota"
                  label={t("quota")}
                  type="number"
                  min={lot.count}
                  defaultValue={lot.count}
                  required
                />
                <SubmitButton>{t("open")}</SubmitButton>
              </ActionForm>
            </Dialog>
          )}
          {quota !== null && closedAt === null && printed === 0 && (
            <Dialog trigger={t("withdraw")} title={t("withdraw")} text={t("withdrawText")} close={close}>
              <ActionForm action={withdrawOrder} label={t("withdraw")} {...common()}>
                {hidden}
                <SubmitButton>{t("withdraw")}</SubmitButton>
              </ActionForm>
            </Dialog>
          )}
          {left > 0 && (
            <Dialog trigger={t("spoiled")} title={t("spoiledTitle")} text={t("spoiledText")} close={close}>
              <ActionForm action={spoiled} label={t("spoiled")} {...common()}>
                {hidden}
                <TextField
                  name="labels"
                  label={t("howMany")}
                  type="number"
                  min={1}
                  max={left}
                  defaultValue={1}
                  required
                />
                <SelectField
                  name="reason"
                  label={t("reason")}
                  choices={VOID_REASONS.map((reason) => ({ value: reason, label: words(reason) }))}
                  defaultValue="misprint"
                />
                <SubmitButton>{t("spoiled")}</SubmitButton>
              </ActionForm>
            </Dialog>
          )}
          {lot.labelsPrintable && (
            <Dialog trigger={t("declare")} title={t("declareTitle")} text={t("declareText")} close={close}>
              <ActionForm action={applied} label={t("declare")} {...common()}>
                {hidden}
                <SubmitButton>{t("declare")}</SubmitButton>
              </ActionForm>
            </Dialog>
          )}
        </div>
      )}
    </Section>
  );
}
