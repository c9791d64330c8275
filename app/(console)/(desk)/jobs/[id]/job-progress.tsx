"use client";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { z } from "zod";
import { Progress } from "@/components/ui/progress.tsx";
import { RefreshWhile } from "@/components/ui/refresh-while.tsx";
import type { Job } from "@/lib/usecases/operation.ts";

const told = z.object({ state: z.string(), done: z.number(), total: z.number().nullable() });
type Told = z.infer<typeof told>;
type Props = { id: string; kind: Job["kind"]; job: Told };

/** Follows a job by server-sent events; where they do not come through (a proxy, an in-app browser) the page is asked for again. */
export function JobProgress({ id, kind, job }: Props) {
  const t = useTranslations("jobs");
  const format = useFormatter();
  const router = useRouter();
  const [newest, setNewest] = useState(job);
  const [deaf, setDeaf] = useState(false);
  const title = useRef("");

  useEffect(() => {
    const source = new EventSource(`/api/v1/jobs/${id}/events`);
    source.addEventListener("job", (event: MessageEvent<string>) => {
      const parsed = told.safeParse(JSON.parse(event.data));
      if (!parsed.success) return;
      setNewest(parsed.data);
      if (parsed.data.state === "queued" || parsed.data.state === "running") return;
      source.close();
      router.refresh();
    });
    source.onerror = () => {
      source.close();
      setDeaf(true);
    };
    return () => source.close();
  }, [id, router]);

  // What the page itself knows by now may be newer than the last event.
  const { done, total } = deaf || job.done > newest.done ? job : newest;
  const part = total ? Math.min(100, Math.floor((done / total) * 100)) : undefined;
  useEffect(() => {
    title.current ||= document.title;
    if (part !== undefined) document.title = `${part} % · ${title.current}`;
    return () => {
      document.title = title.current;
    };
  }, [part]);

  const shown = format.number(done);
  return (
    <>
      <RefreshWhile active={deaf} />
      <Progress
        label={t("progress")}
        done={done}
        total={total}
        text={
          total === null
            ? t("rows", { done: shown, many: done })
            : t(`doneOf.${kind}`, { done: shown, total: format.number(total) })
        }
      />
    </>
  );
}
