import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/journey/timeline.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Facts } from "@/components/ui/facts.tsx";
import { ExactText, GroupedText } from "@/components/ui/grouped-text.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { stepsOf } from "../../event-steps.ts";
import { LotState } from "../../lot-state.tsx";
import { lotPath } from "../../lots/lot-table.tsx";
import { memberName } from "../../member-name.ts";
import { Whereabouts } from "../../whereabouts.tsx";
import { LabelChange } from "./label-change.tsx";
import { ModuleAlerts } from "./module-alerts.tsx";
import { ModuleMarks } from "./module-marks.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("modules"))("one") };
}

export default async function ModulePage({ params }: PageProps<"/modules/[labelId]">) {
  const actor = await requireActor();
  const { labelId } = await params;
  const found = /^[0-9a-f]{64}$/.test(labelId) ? await queries().findModules(actor.member, labelId) : [];
  const row = found[0];
  if (!row) notFound();
  const t = await getTranslations("modules");
  const events = await queries().moduleEvents(actor.member, row.labelId);
  return (
    <>
      <PageHeading
        title={<GroupedText text={row.serialNumber} copy />}
        purpose={t("onePurpose", { vendorName: row.vendorName, partNumber: row.partNumber })}
      />
      <Facts
        facts={[
          { label: t("where"), value: <Whereabouts row={row} /> },
          { label: t("vendorName"), value: <span translate="no">{row.vendorName}</span> },
          { label: t("partNumber"), value: <ExactText text={row.partNumber} copy /> },
          {
            label: t("lot"),
            value: (
              <span className="flex flex-wrap items-center gap-3">
                {row.maker === actor.member ? (
                  <Link className="link" href={lotPath(row.lotId)} translate="no">
                    {row.lotId}
                  </Link>
                ) : (
                  <span translate="no">{row.lotId}</span>
                )}
                <LotState status={row.lotStatus} />
              </span>
            ),
          },
          { label: t("maker"), value: await memberName(row.maker) },
          { label: t("position"), value: row.index + 1 },
          { label: t("labelId"), value: <GroupedText text={row.labelId} copy size={8} /> },
        ]}
      />
      <ModuleMarks row={row} marks={await queries().moduleMarks(row)} actor={actor} />
      <ModuleAlerts row={row} actor={actor} />
      <LabelChange row={row} actor={actor} />
      <Section title={t("history")}>
        {events.length > 0 ? (
          <Timeline label={t("history")} steps={await stepsOf(events)} />
        ) : (
          <EmptyState title={t("noEvents")} text={t("noEventsText")} />
        )}
      </Section>
    </>
  );
}
