import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { RowProblems } from "@/components/import/row-problems.tsx";
import { rowSentence } from "@/components/import/row-sentence.ts";
import { ButtonLink, DownloadLink } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Stepper } from "@/components/ui/stepper.tsx";
import { timeText } from "@/components/ui/time-text.tsx";
import type { JobRecord } from "@/lib/ports/jobs.ts";
import { mayUse } from "@/lib/server/api/permission.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { sentenceOf } from "../../../outcome-of.ts";
import { lotPath } from "../../lots/lot-table.tsx";
import { lotFormPath } from "../../lots/new/lot-form-path.ts";
import { JobStateBadge } from "../job-state.tsx";
import { CancelJob } from "./cancel-job.tsx";
import { JobProgress } from "./job-progress.tsx";
import { type LotResult, lotResultOf } from "./lot-result.ts";
import { PackingOutcome } from "./packing-outcome.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("jobs"))("job") };
}

export default async function JobPage({ params }: PageProps<"/jobs/[id]">) {
  const actor = await requireActor();
  const { id } = await params;
  const job = /^[0-9a-f-]{36}$/.test(id) ? await queries().job(actor.member, id) : undefined;
  if (!job) notFound();
  if (job.kind === "check-fleet") redirect(`/fleet/${job.id}`);
  const t = await getTranslations("jobs");
  const steps = await getTranslations("newLot");
  const active = job.state === "queued" || job.state === "running";
  const result = lotResultOf(job.result);
  const problems = result.errors;
  return (
    <>
      <PageHeading
        title={
          <span className="flex flex-wrap items-center gap-3">
            {t(`kind.${job.kind}`)}
            <JobStateBadge state={job.state} />
          </span>
        }
        purpose={
          <>
            {job.lotId && <span translate="no">{job.lotId} · </span>}
            {t("started", { time: timeText(job.createdAt) })}
          </>
        }
      />
      {job.kind === "register-lot" && (
        <Stepper
          label={steps("steps")}
          steps={[steps("step1"), steps("step2"), steps("step3"), steps("step4")]}
          current={job.state === "done" ? 4 : active ? 3 : 1}
        />
      )}
      {active && (
        <>
          <JobProgress id={job.id} kind={job.kind} job={{ state: job.state, done: job.done, total: job.total }} />
          <p className="mt-3 text-ink-muted">{t("mayLeave")}</p>
          {mayUse(actor, "lots:write").ok && <CancelJob id={job.id} idempotencyKey={crypto.randomUUID()} />}
        </>
      )}
      {!active &&
        (job.kind === "pack-lot" ? (
          <PackingOutcome job={job} />
        ) : (
          <LotOutcome job={job} result={result} again={await pathAgain(actor.member, id, result)} />
        ))}
      {problems.length > 0 && (
        <section className="mt-6">
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <h2 className="font-semibold">{t("problems", { count: problems.length })}</h2>
            <DownloadLink href={`/api/v1/jobs/${job.id}/errors.csv`}>{t("errorsFile")}</DownloadLink>
          </div>
          <RowProblems problems={problems} />
        </section>
      )}
    </>
  );
}

type Outcome = { job: Pick<JobRecord, "state" | "done">; result: LotResult; again: string };

/** What became of a lot file. */
async function LotOutcome({ job, result, again }: Outcome) {
  const t = await getTranslations("jobs");
  if (job.state === "done")
    return (
      <Notice role="status" tone="accent" title={t("recorded")}>
        <p>{t("registered", { count: Number(result.registered ?? job.done) })}</p>
        {result.lotId && (
          <p className="mt-3 flex flex-wrap gap-2">
            <ButtonLink href={lotPath(result.lotId)}>{t("openLot")}</ButtonLink>
            <ButtonLink look="quiet" href={`${lotPath(result.lotId)}/labels`}>
              {t("printLabels")}
            </ButtonLink>
          </p>
        )}
      </Notice>
    );
  return (
    <Notice role="alert" tone="fault" title={t(job.state === "cancelled" ? "cancelled" : "failed")}>
      <p>{(await whyEnded(result)) ?? t("nothingRegistered")}</p>
      <p className="mt-3 flex flex-wrap gap-2">
        <ButtonLink href={again}>{t(job.state === "cancelled" ? "sendAgain" : "again")}</ButtonLink>
      </p>
    </Notice>
  );
}

/** Back to the import with what was typed; to the form itself where that, and not the file, is to be corrected. */
async function pathAgain(member: string, id: string, { problem }: LotResult): Promise<string> {
  const lot = await queries().lotOfImport(member, id);
  const typed = problem?.pointer?.startsWith("/lot/") ? "product" : "file";
  return lot ? lotFormPath(member, lot, typed) : "/lots/new";
}

/** What stops a whole file has the words of its rows; all else those of any refusal. */
async function whyEnded({ problem, rows }: LotResult): Promise<string | undefined> {
  if (!problem) return undefined;
  const t = await getTranslations("jobs");
  if (problem.code === "cancelled") return t("importCancelled");
  if (problem.code === "rows-refused" && rows) return t("rowsRefused", { ...rows, all: rows.good + rows.bad });
  return sentenceOf({ ...problem, sentence: rowSentence({ line: 0, column: "", ...problem }, await getLocale()) });
}
