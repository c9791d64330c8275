import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { ButtonLink, DownloadLink } from "@/components/ui/button.tsx";
import { Facts } from "@/components/ui/facts.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Progress } from "@/components/ui/progress.tsx";
import { RefreshWhile } from "@/components/ui/refresh-while.tsx";
import { Section } from "@/components/ui/section.tsx";
import { Table } from "@/components/ui/table.tsx";
import { timeText } from "@/components/ui/time-text.tsx";
import type { CheckState } from "@/lib/domain/optics/check-answer.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { sentenceOf } from "../../../outcome-of.ts";
import { checkWords } from "../../check-words.ts";
import { JobStateBadge } from "../../jobs/job-state.tsx";
import { fleetResultOf, type NoteShown } from "./fleet-result.ts";
import { PrintButton } from "./print-button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet"))("report") };
}

const STATES: readonly CheckState[] = ["duplicated", "recalled", "mismatched", "not-registered", "unknown", "matched"];

export default async function FleetReportPage({ params }: PageProps<"/fleet/[id]">) {
  const actor = await requireActor();
  const { id } = await params;
  const job = /^[0-9a-f-]{36}$/.test(id) ? await queries().job(actor.member, id) : undefined;
  if (job?.kind !== "check-fleet") notFound();
  const t = await getTranslations("fleet");
  const format = await getFormatter();
  const active = job.state === "queued" || job.state === "running";
  const result = fleetResultOf(job.result);
  const words = await checkWords();
  const number = (count: number) => format.number(count);
  return (
    <>
      <RefreshWhile active={active} />
      <PageHeading
        title={
          <span className="flex flex-wrap items-center gap-3">
            {t("report")} <JobStateBadge state={job.state} />
          </span>
        }
        purpose={t("started", { time: timeText(job.createdAt) })}
      />
      {active && (
        <Progress
          label={t("progress")}
          done={job.done}
          total={job.total}
          text={
            job.total === null
              ? t("reading", { count: job.done })
              : t("comparing", { done: number(job.done), total: number(job.total) })
          }
        />
      )}
      {(job.state === "failed" || job.state === "cancelled") && (
        <Notice role="alert" tone="fault" title={t("ended")}>
          <p>{(await sentenceOf(result.problem)) ?? t("noReport")}</p>
          <p className="mt-3">
            <ButtonLink href="/fleet">{t("again")}</ButtonLink>
          </p>
        </Notice>
      )}
      {job.state === "done" && (
        <>
          <p className="no-print mb-4 flex flex-wrap gap-2">
            <DownloadLink href={`/api/v1/fleet-checks/${job.id}/report.csv`}>{t("csv")}</DownloadLink>
            <PrintButton label={t("print")} />
          </p>
          <Facts
            facts={[
              { label: t("all"), value: number(job.done) },
              ...STATES.map((state) => ({ label: t(`state.${state}`), value: number(result.states[state] ?? 0) })),
              {
                label: t("formats"),
                value: <span translate="no">{result.formats.map((id) => formatIn(words, id)).join(", ")}</span>,
              },
              { label: t("unread"), value: number(result.unread) },
            ]}
          />
          <p className="mt-3 max-w-prose text-sm text-ink-muted">{t("meaning")}</p>
          <Section title={t("needsLook")}>
            {result.rows.length === 0 ? (
              <p>{t("allMatch")}</p>
            ) : (
              <Table
                caption={t("needsLook")}
                columns={[
                  { key: "state", label: t("result") },
                  { key: "port", label: t("port") },
                  { key: "module", label: t("module") },
                  { key: "fields", label: t("fields") },
                  { key: "why", label: t("why") },
                ]}
                rows={result.rows.map((row, at) => ({
                  key: `${at}`,
                  cells: [
                    t(`state.${row.state}`),
                    <span key="port" translate="no">
                      {row.port}
                    </span>,
                    <span key="module" className="font-mono text-sm" translate="no">
                      {[row.vendorName, row.partNumber, row.serialNumber].filter(Boolean).join(" ")}
                    </span>,
                    row.fields,
                    <span key="why" className="text-sm">
                      {[...whyIn(words, row), ...(row.notes ?? []).map((note) => noteIn(t, note))].join(" · ")}
                      {!row.notes && row.note && <span lang="en"> {row.note}</span>}
                    </span>,
                  ],
                }))}
              />
            )}
            {result.rowsLeftOut > 0 && <p className="mt-3">{t("leftOut", { count: result.rowsLeftOut })}</p>}
          </Section>
        </>
      )}
    </>
  );
}

function noteIn(t: Translate, note: NoteShown): string {
  switch (note.code) {
    case "ports":
      return t("note.ports", { ports: note.ports.join(", ") });
    case "times":
      return t("note.times", { count: note.count });
    case "elsewhere":
      return t("note.elsewhere", { day: note.day });
    case "recalled":
      return t("note.recalled", { day: note.day, reason: note.reason });
    case "recoded":
      return t("note.recoded", { codedFor: note.codedFor, by: note.by, day: note.day });
  }
}

type Translate = Awaited<ReturnType<typeof getTranslations<"fleet">>>;
type Words = Awaited<ReturnType<typeof checkWords>>;

function formatIn({ formats }: Words, id: string): string {
  const names: Readonly<Record<string, string>> = formats;
  return names[id] ?? id;
}

/** Fields and rules in the words of /check. */
function whyIn(words: Words, { different, findings }: { different: string; findings: string }) {
  const fields: Readonly<Record<string, string>> = words.said.fields;
  const rules: Readonly<Record<string, string>> = words.rules;
  const named = (ids: string, names: Readonly<Record<string, string>>) =>
    ids
      .split(" ")
      .filter((id) => id !== "")
      .map((id) => names[id] ?? id);
  return [...named(different, fields), ...named(findings, rules)];
}
