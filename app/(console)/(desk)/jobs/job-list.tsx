import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import type { Job } from "@/lib/usecases/operation.ts";
import { JobStateBadge } from "./job-state.tsx";

export async function JobList({ jobs }: { jobs: readonly Job[] }) {
  const t = await getTranslations("jobs");
  const format = await getFormatter();
  // Who makes nothing has no jobs about lots.
  const lots = jobs.some(({ lotId }) => lotId !== undefined);
  return (
    <Table
      caption={t("title")}
      columns={[
        { key: "kind", label: t("what") },
        ...(lots ? [{ key: "lot", label: t("lot") }] : []),
        { key: "state", label: t("state") },
        { key: "done", label: t("progress") },
        { key: "createdAt", label: t("createdAt") },
      ]}
      rows={jobs.map((job) => ({
        key: job.id,
        cells: [
          <Link key="link" className="link" href={`/jobs/${job.id}`}>
            {t(`kind.${job.kind}`)}
          </Link>,
          ...(lots
            ? [
                <span key="lot" translate="no">
                  {job.lotId ?? "–"}
                </span>,
              ]
            : []),
          <JobStateBadge key="state" state={job.state} />,
          job.total === null
            ? "–"
            : t(`doneOf.${job.kind}`, { done: format.number(job.done), total: format.number(job.total) }),
          <TimeText key="time" time={job.createdAt} />,
        ],
      }))}
    />
  );
}
