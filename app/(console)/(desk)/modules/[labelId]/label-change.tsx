import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { ButtonLink, DownloadLink } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { SelectField } from "@/components/ui/field.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { VOID_REASONS } from "@/lib/domain/event/event.ts";
import type { Person } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import type { ModuleRow } from "@/lib/usecases/queries.ts";
import { followOperation } from "../../../follow-operation.ts";
import { lotPath } from "../../lots/lot-table.tsx";
import { replaceOne, voidOne } from "./actions.ts";
import { newLabelPath } from "./new-label-path.ts";

/** For the module's maker, whoever holds it: a new label, or the old one declared void. Before release a misprint is spoiled paper, not a new label. */
export async function LabelChange({ row, actor }: { row: ModuleRow; actor: Person }) {
  if (row.maker !== actor.member || !mayDo(actor, "replace-label").ok) return null;
  const t = await getTranslations("labelChange");
  const words = await getTranslations("voidReasons");
  const close = (await getTranslations("ui"))("close");
  const released = row.lotStatus === "released";
  const reasons = (
    <>
      <input type="hidden" name="item" value={row.labelId} />
      <SelectField
        name="reason"
        label={t("reason")}
        choices={VOID_REASONS.map((reason) => ({ value: reason, label: words(reason) }))}
        defaultValue="damaged"
      />
    </>
  );
  return (
    <Section title={t("title")} text={t(released ? "text" : "textBeforeRelease")}>
      <div className="flex flex-wrap gap-2">
        {released ? (
          <Dialog trigger={t("replace")} title={t("replaceTitle")} text={t("replaceText")} close={close}>
            <ActionForm
              action={replaceOne}
              follow={followOperation}
              idempotencyKey={crypto.randomUUID()}
              label={t("replace")}
            >
              {reasons}
              <SubmitButton>{t("replace")}</SubmitButton>
            </ActionForm>
          </Dialog>
        ) : (
          <ButtonLink look="quiet" href={`${lotPath(row.lotId)}/labels`}>
            {t("toPaper")}
          </ButtonLink>
        )}
        <Dialog trigger={t("void")} title={t("voidTitle")} text={t("voidText")} close={close}>
          <ActionForm action={voidOne} follow={followOperation} idempotencyKey={crypto.randomUUID()} label={t("void")}>
            {reasons}
            <SubmitButton>{t("void")}</SubmitButton>
          </ActionForm>
        </Dialog>
        {released && (
          <>
            <DownloadLink look="quiet" href={newLabelPath(row.labelId, "body")}>
              {t("newBody")}
            </DownloadLink>
            <DownloadLink look="quiet" href={newLabelPath(row.labelId, "bag")}>
              {t("newBag")}
            </DownloadLink>
          </>
        )}
      </div>
      {released && <p className="mt-2 text-sm text-ink-muted">{t("countsAsPrinted")}</p>}
    </Section>
  );
}
