import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { DownloadLink } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Facts as FactList } from "@/components/ui/facts.tsx";
import { SelectField, TextArea } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { FINDINGS, OUTCOMES, ROOT_CAUSES } from "@/lib/domain/copies/alert-words.ts";
import type { CaseDetail } from "@/lib/ports/alert-book.ts";
import { alertBook } from "@/lib/server/alert-desk.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDecide, mayHandle } from "@/lib/usecases/copies/who-handles.ts";
import { AlertState, Facts, Messages, stateOf } from "../../alerts/alert-words.tsx";
import { memberName } from "../../member-name.ts";
import { close, decide, say } from "./actions.ts";

export async function generateMetadata({ params }: PageProps<"/cases/[number]">): Promise<Metadata> {
  return { title: `${(await getTranslations("cases"))("one")} ${(await params).number}` };
}

export default async function CasePage({ params }: PageProps<"/cases/[number]">) {
  const actor = await requireActor();
  const found = await alertBook().case(actor.member, (await params).number);
  if (!found) notFound();
  const t = await getTranslations("cases");
  const words = await getTranslations("alerts");
  const owns = found.owner.member === actor.member;
  const keepsFacts = found.messages.some(({ stated }) => stated.length > 0);
  return (
    <>
      <PageHeading title={`${t("one")} ${found.number}`} purpose={found.title}>
        <DownloadLink href={`/api/v1/cases/${found.number}`}>{words("download")}</DownloadLink>
      </PageHeading>
      <FactList
        facts={[
          { label: words("state"), value: <AlertState state={found.state} /> },
          { label: t("finding"), value: found.finding ? words(`findings.${found.finding}`) : "–" },
          { label: words("owner"), value: `${found.owner.name}, ${await memberName(found.owner.member)}` },
          { label: words("openedAt"), value: <TimeText time={found.openedAt} /> },
          { label: words("deadline"), value: <TimeText time={found.deadline} /> },
          ...(found.confirmedAt ? [{ label: t("confirmedAt"), value: <TimeText time={found.confirmedAt} /> }] : []),
          ...(found.rootCause && found.outcome
            ? [
                { label: words("rootCause"), value: words(`causes.${found.rootCause}`) },
                { label: words("outcome"), value: words(`outcomes.${found.outcome}`) },
              ]
            : []),
        ]}
      />
      {owns && found.state !== "closed" && <Decide found={found} may={mayDecide(actor).ok} />}
      <Section title={t("units")} text={t("unitsText")}>
        <ul className="panel">
          {found.units.map(({ label, serialNumber }) => (
            <li key={label} className="border-b border-line px-4 py-2 last:border-b-0">
              <Link className="link font-mono" href={`/modules/${label}`} translate="no">
                {serialNumber ?? label.slice(0, 16)}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={words("title")} {...(keepsFacts && { text: t("alertsText") })}>
        {found.alerts.map((alert) => (
          <div key={alert.number} className="mb-4">
            <p className="mb-2 flex flex-wrap items-center gap-3">
              <Link className="link" href={`/alerts/${alert.number}`}>
                {alert.number}
              </Link>
              {words(`classes.${alert.class}`)}
              <AlertState state={stateOf(alert)} />
            </p>
            {alert.contradiction && <Facts contradiction={alert.contradiction} />}
          </div>
        ))}
      </Section>
      <Section title={words("messages")}>
        <Messages messages={found.messages} caption={words("messages")} />
        {mayHandle(actor).ok && (
          <ActionForm
            action={say}
            idempotencyKey={crypto.randomUUID()}
            emptied
            label={words("say")}
            className="no-print max-w-[640px]"
          >
            <input type="hidden" name="number" value={found.number} />
            <TextArea name="text" label={words("message")} hint={words("messageHint")} required maxLength={4000} />
            <SubmitButton look="quiet">{words("say")}</SubmitButton>
          </ActionForm>
        )}
      </Section>
    </>
  );
}

/** Two people: the first one's word waits, the second one's counts. */
async function Decide({ found, may }: { found: CaseDetail; may: boolean }) {
  const t = await getTranslations("cases");
  const words = await getTranslations("alerts");
  const ui = await getTranslations("ui");
  const hidden = <input type="hidden" name="number" value={found.number} />;
  const wanted = found.state === "open" ? "confirm" : "clear";
  const waiting = found.messages.at(-1)?.what === `${wanted}-1` || found.decisions[0]?.decision === wanted;
  const first = found.decisions.find(({ decision }) => decision === wanted);
  return (
    <Section title={t("decide")} text={found.state === "open" ? t("decideText") : t("clearText")}>
      {waiting && first && (
        <Notice role="note" title={t("firstDecided", { name: first.name })}>
          {first.finding ? words(`findings.${first.finding}`) : t("clear")}
        </Notice>
      )}
      {!may && <Notice role="note">{t("mayNot")}</Notice>}
      {may && (
        <div className="no-print flex flex-wrap items-end gap-3">
          <ActionForm
            action={decide}
            idempotencyKey={crypto.randomUUID()}
            label={t("decide")}
            className="flex flex-wrap items-end gap-3"
          >
            {hidden}
            <input type="hidden" name="decision" value={wanted} />
            {wanted === "confirm" && (
              <SelectField
                name="finding"
                label={t("finding")}
                className="my-0"
                choices={FINDINGS.map((value) => ({ value, label: words(`findings.${value}`) }))}
                required
              />
            )}
            <SubmitButton look={wanted === "confirm" ? "primary" : "quiet"}>{t(wanted)}</SubmitButton>
          </ActionForm>
          <Dialog trigger={t("close")} title={t("close")} text={t("closeText")} close={ui("close")}>
            <ActionForm action={close} idempotencyKey={crypto.randomUUID()} label={t("close")}>
              {hidden}
              <SelectField
                name="rootCause"
                label={words("rootCause")}
                choices={ROOT_CAUSES.map((value) => ({ value, label: words(`causes.${value}`) }))}
                required
              />
              <SelectField
                name="outcome"
                label={words("outcome")}
                choices={OUTCOMES.map((value) => ({ value, label: words(`outcomes.${value}`) }))}
                required
              />
              <SubmitButton>{t("close")}</SubmitButton>
            </ActionForm>
          </Dialog>
        </div>
      )}
    </Section>
  );
}
