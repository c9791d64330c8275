import { getTranslations } from "next-intl/server";
import type { TimelineStep } from "@/components/journey/timeline.tsx";
import type { EventRow } from "@/lib/usecases/queries.ts";
import { eventLine } from "./event-line.ts";

/** Events as steps of the light path, newest first. An offer without an answer is where custody is not confirmed. */
export async function stepsOf(events: readonly EventRow[]): Promise<readonly TimelineStep[]> {
  const t = await getTranslations("event");
  const newestFirst = [...events].sort((a, b) => b.index - a.index);
  return Promise.all(
    newestFirst.map(async (event, at) => ({
      key: event.eventHash,
      title: t(event.kind),
      detail: await eventLine(event),
      who: event.actorName,
      time: event.time,
      entry: t("entry", { index: event.index }),
      confirmed: !(event.kind === "transfer-offered" && at === 0),
    })),
  );
}
