import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/journey/timeline.tsx";
import { queries } from "@/lib/server/composition.ts";
import { stepsOf } from "../../../event-steps.ts";
import { lotOf } from "../lot-of.ts";

export default async function LotEventsPage({ params }: PageProps<"/lots/[lotId]/events">) {
  const { actor, lot } = await lotOf((await params).lotId);
  const t = await getTranslations("lot");
  const events = await queries().lotEvents(actor.member, lot.lotId);
  return <Timeline label={t("events")} steps={await stepsOf(events)} />;
}
