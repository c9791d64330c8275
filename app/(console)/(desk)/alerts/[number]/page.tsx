import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { DownloadLink } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Facts as FactList } from "@/components/ui/facts.tsx";
import { SelectField, TextArea, TextField, TickField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { OUTCOMES, ROOT_CAUSES } from "@/lib/domain/copies/alert-words.ts";
import { fitOf } from "@/lib/domain/copies/contradiction.ts";
import type { Alert } from "@/lib/ports/alert-book.ts";
import { alertBook } from "@/lib/server/alert-desk.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayHandle } from "@/lib/usecases/copies/who-handles.ts";
import { memberName } from "../../member-name.ts";
import { AboutWhat, AlertState, DueText, Facts, Messages, Severity, stateOf } from "../alert-words.tsx";
import { close, forward, open, say, share, take } from "./actions.ts";

/** Why no further case can be opened. */
const IN_CASE = "in-case";

export async function generateMetadata({ params }: PageProps<"/alerts/[number]">): Promise<Metadata> {
  return { title: `${(await getTranslations("alerts"))("one")} ${(await params).number}` };
}

export default async function AlertPage({ params }: PageProps<"/alerts/[number]">) {
  const actor = await requireActor();
  const { number } = await params;
  const found = await alertBook().alert(actor.member, number);
  if (!found) notFound();
  const { alert, messages } = found;
  const t = await getTranslations("alerts");
  const owns = alert.owner.member === actor.member && mayHandle(actor).ok;
  return (
    <>
      <PageHeading title={`${t("one")} ${alert.number}`} purpose={t(`classes.${alert.class}`)}>
        <DownloadLink href={`/api/v1/alerts/${alert.number}`}>{t("download")}</DownloadLink>
      </PageHeading>
      <FactList
        facts={[
          { label: t("state"), value: <AlertState state={stateOf(alert)} /> },
          { label: t("severity"), value: <Severity severity={alert.severity} /> },
          { label: t("about"), value: <About alert={alert} /> },
          { label: t("owner"), value: `${alert.owner.name}, ${await memberName(alert.owner.member)}` },
          { label: t("openedAt"), value: <TimeText time={alert.openedAt} /> },
          { label: t("deadline"), value: <DueText alert={alert} /> },
          { label: t("hold"), value: alert.hold ? t("held") : t("notHeld") },
          ...(alert.recipients.length > 0
            ? [{ label: t("sharedWith"), value: (await Promise.all(alert.recipients.map(memberName))).join(", ") }]
            : []),
          ...(alert.case
            ? [
                {
                  label: t("case"),
                  value: (
                    <Link className="link" href={`/cases/${alert.case}`}>
                      {alert.case}
                    </Link>
                  ),
                },
              ]
            : []),
          ...(alert.rootCause && alert.outcome
            ? [
                { label: t("rootCause"), value: t(`causes.${alert.rootCause}`) },
                { label: t("outcome"), value: t(`outcomes.${alert.outcome}`) },
              ]
            : []),
        ]}
      />
      {alert.contradiction && (
        <Section title={t(`fits.${fitOf(alert.contradiction)}`)} text={t("factsText")}>
          <Facts contradiction={alert.contradiction} />
        </Section>
      )}
      {alert.report && (
        <Section title={t("report")}>
          <FactList
            facts={[
              { label: t("reportAbout"), value: t(`reportFields.${alert.report.about}`) },
              {
                label: t("reportText"),
                value: <span className="whitespace-pre-wrap">{alert.report.text || "–"}</span>,
              },
              { label: t("reportPlace"), value: alert.report.place || "–" },
              { label: t("reportContact"), value: alert.report.contact || t("anonymous") },
              ...(alert.report.photo
                ? [
                    {
                      label: t("reportPhoto"),
                      value: (
                        <a className="link" href={`/alerts/${alert.number}/photo`}>
                          {t("showPhoto")}
                        </a>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
      )}
      <Section title={t("messages")}>
        <Messages messages={messages} caption={t("messages")} />
        {mayHandle(actor).ok && (
          <ActionForm
            action={say}
            idempotencyKey={crypto.randomUUID()}
            emptied
            label={t("say")}
            className="no-print max-w-[640px]"
          >
            <input type="hidden" name="number" value={alert.number} />
            <TextArea name="text" label={t("message")} hint={t("messageHint")} required maxLength={4000} />
            <SubmitButton look="quiet">{t("say")}</SubmitButton>
          </ActionForm>
        )}
      </Section>
      {owns && alert.state !== "closed" && <Work alert={alert} member={actor.member} />}
    </>
  );
}

function About({ alert }: { alert: Alert }) {
  if (alert.subject.kind !== "unit") return <AboutWhat alert={alert} />;
  return (
    <Link className="link" href={`/modules/${alert.subject.name}`}>
      <AboutWhat alert={alert} />
    </Link>
  );
}

/** What its owner can do: take it, hold the goods, share it, make a case of it, close it. */
async function Work({ alert, member }: { alert: Alert; member: string }) {
  const t = await getTranslations("alerts");
  const ui = await getTranslations("ui");
  const members = (await queries().members()).filter((each) => each.member !== member);
  const hidden = <input type="hidden" name="number" value={alert.number} />;
  return (
    <Section title={t("work")}>
      <div className="no-print flex flex-wrap items-start gap-3">
        <ActionForm
          action={take}
          idempotencyKey={crypto.randomUUID()}
          label={t("work")}
          className="flex flex-wrap gap-3"
        >
          {hidden}
          {alert.state === "open" && (
            <SubmitButton name="what" value="acknowledged">
              {t("acknowledge")}
            </SubmitButton>
          )}
          {alert.state !== "investigating" && (
            <SubmitButton look="quiet" name="what" value="investigating">
              {t("investigate")}
            </SubmitButton>
          )}
          <SubmitButton look="quiet" name="what" value={alert.hold ? "let-go" : "held"}>
            {alert.hold ? t("letGo") : t("holdGoods")}
          </SubmitButton>
        </ActionForm>
        <Dialog
          trigger={t("openCase")}
          title={t("openCase")}
          text={t("openCaseText")}
          close={ui("close")}
          disabled={alert.case !== null}
          describedBy={alert.case === null ? undefined : IN_CASE}
        >
          <ActionForm action={open} idempotencyKey={crypto.randomUUID()} label={t("openCase")}>
            {hidden}
            <TextField name="title" label={t("caseTitle")} required maxLength={200} />
            <SubmitButton>{t("openCase")}</SubmitButton>
          </ActionForm>
        </Dialog>
        <Dialog trigger={t("share")} title={t("share")} text={t("shareText")} close={ui("close")}>
          <ActionForm action={share} idempotencyKey={crypto.randomUUID()} label={t("share")}>
            {hidden}
            {members.map((each) => (
              <TickField
                key={each.member}
                id={`share-${each.member}`}
                name="recipients"
                value={each.member}
                label={each.name}
                defaultChecked={alert.recipients.includes(each.member)}
              />
            ))}
            <SubmitButton>{t("share")}</SubmitButton>
          </ActionForm>
        </Dialog>
        <Dialog trigger={t("forward")} title={t("forward")} text={t("forwardText")} close={ui("close")}>
          <ActionForm action={forward} idempotencyKey={crypto.randomUUID()} label={t("forward")}>
            {hidden}
            <TextField name="mail" type="email" label={t("mail")} required maxLength={254} />
            <SubmitButton>{t("forward")}</SubmitButton>
          </ActionForm>
        </Dialog>
        <Dialog trigger={t("close")} title={t("close")} text={t("closeText")} close={ui("close")}>
          <ActionForm action={close} idempotencyKey={crypto.randomUUID()} label={t("close")}>
            {hidden}
            <SelectField
              name="rootCause"
              label={t("rootCause")}
              empty={t("choose")}
              choices={ROOT_CAUSES.map((value) => ({ value, label: t(`causes.${value}`) }))}
              required
            />
            <SelectField
              name="outcome"
              label={t("outcome")}
              empty={t("choose")}
              choices={OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
              required
            />
            <TextArea name="text" label={t("why")} maxLength={4000} />
            <SubmitButton>{t("close")}</SubmitButton>
          </ActionForm>
        </Dialog>
      </div>
      {alert.case !== null && (
        <p id={IN_CASE} className="no-print mt-3 text-sm text-ink-muted">
          {t("inCase", { number: alert.case })}{" "}
          <Link className="link" href={`/cases/${alert.case}`}>
            {t("toCase")}
          </Link>
        </p>
      )}
    </Section>
  );
}
