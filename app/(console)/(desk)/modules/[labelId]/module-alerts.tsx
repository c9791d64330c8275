import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { SelectField, TextArea } from "@/components/ui/field.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { REPORT_FIELDS } from "@/lib/ports/alert-book.ts";
import { alertBook } from "@/lib/server/alert-desk.ts";
import type { Person } from "@/lib/server/session.ts";
import { mayHandle } from "@/lib/usecases/copies/who-handles.ts";
import type { ModuleRow } from "@/lib/usecases/queries.ts";
import { AlertState, stateOf } from "../../alerts/alert-words.tsx";
import { startAlert } from "./start-alert.ts";

const MOST = 10;

/** The newest alerts about this module, and a way to start one. */
export async function ModuleAlerts({ row, actor }: { row: ModuleRow; actor: Person }) {
  const t = await getTranslations("alerts");
  const close = (await getTranslations("ui"))("close");
  const { items } = await alertBook().alerts(actor.member, { label: row.labelId, limit: MOST });
  return (
    <Section title={t("ofModule")}>
      {items.length > 0 ? (
        <ul className="panel">
          {items.map((alert) => (
            <li
              key={alert.number}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-b-0"
            >
              <Link className="link whitespace-nowrap" href={`/alerts/${alert.number}`}>
                {alert.number}
              </Link>
              <span>{t(`classes.${alert.class}`)}</span>
              <AlertState state={stateOf(alert)} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-muted">{t("ofModuleNone")}</p>
      )}
      {mayHandle(actor).ok && (
        <div className="no-print mt-4">
          <Dialog trigger={t("start")} title={t("start")} text={t("startText")} close={close}>
            <ActionForm action={startAlert} idempotencyKey={crypto.randomUUID()} emptied label={t("start")}>
              <input type="hidden" name="label" value={row.labelId} />
              <SelectField
                name="about"
                label={t("reportAbout")}
                choices={REPORT_FIELDS.map((value) => ({ value, label: t(`reportFields.${value}`) }))}
                defaultValue="module"
              />
              <TextArea name="text" label={t("message")} required maxLength={4000} />
              <SubmitButton>{t("start")}</SubmitButton>
            </ActionForm>
          </Dialog>
        </div>
      )}
    </Section>
  );
}
