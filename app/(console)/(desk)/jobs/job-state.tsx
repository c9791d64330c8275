import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import type { JobState } from "@/lib/usecases/operation.ts";

const MARKS = { queued: "waiting", running: "waiting", done: "done", failed: "notice", cancelled: "stopped" } as const;

export async function JobStateBadge({ state }: { state: JobState }) {
  const t = await getTranslations("jobs.stateOf");
  return (
    <Badge mark={MARKS[state]} strong={state === "running"}>
      {t(state)}
    </Badge>
  );
}
