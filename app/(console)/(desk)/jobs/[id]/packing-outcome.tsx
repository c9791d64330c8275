import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import type { Job } from "@/lib/usecases/operation.ts";
import { sentenceOf } from "../../../outcome-of.ts";
import { lotPath } from "../../lots/lot-table.tsx";

const packing = z.object({
  cartons: z.number().catch(0),
  refused: z.array(z.object({ sscc: z.string(), code: z.string(), sentence: z.string() })).catch([]),
});

/** What became of the cartons of a lot file: a refused one leaves its modules loose, and the others are packed all the same. */
export async function PackingOutcome({ job }: { job: Pick<Job, "state" | "done" | "result" | "lotId"> }) {
  const t = await getTranslations("jobs");
  const onward = job.lotId && (
    <p className="mt-3">
      <ButtonLink look="quiet" href={`${lotPath(job.lotId)}/cartons`}>
        {t("openCartons")}
      </ButtonLink>
    </p>
  );
  if (job.state === "cancelled")
    return (
      <Notice role="alert" tone="fault" title={t("cancelled")}>
        <p>{t("packed", { count: job.done })}</p>
        {onward}
      </Notice>
    );
  const { cartons, refused } = packing.parse(job.result ?? {});
  const packed = <p>{t("packed", { count: cartons - refused.length })}</p>;
  if (refused.length === 0)
    return (
      <Notice role="status" tone="accent" title={t("recorded")}>
        {packed}
        {onward}
      </Notice>
    );
  const rows = await Promise.all(refused.map(async (each) => ({ sscc: each.sscc, because: await sentenceOf(each) })));
  return (
    <Notice role="alert" tone="fault" title={t("notPacked", { count: refused.length })}>
      {packed}
      <ul className="mt-3 flex flex-col gap-1">
        {rows.map(({ sscc, because }) => (
          <li key={sscc}>
            <span className="font-mono">{sscc}</span>: {because}
          </li>
        ))}
      </ul>
      <p className="mt-3">{t("packByHand")}</p>
      {onward}
    </Notice>
  );
}
