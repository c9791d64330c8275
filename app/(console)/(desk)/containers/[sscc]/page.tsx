import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/journey/timeline.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { ButtonLink, DownloadLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Facts } from "@/components/ui/facts.tsx";
import { GroupedText } from "@/components/ui/grouped-text.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { stepsOf } from "../../event-steps.ts";
import { movesByClick } from "../../one-click.ts";
import { textParams } from "../../params.ts";
import { Whereabouts } from "../../whereabouts.tsx";
import { ContentsForm } from "./contents-form.tsx";

export async function generateMetadata({ params }: PageProps<"/containers/[sscc]">): Promise<Metadata> {
  return { title: (await params).sscc };
}

export default async function ContainerPage({ params, searchParams }: PageProps<"/containers/[sscc]">) {
  const actor = await requireActor();
  const { sscc } = await params;
  const container = await queries().container(actor.member, sscc);
  if (!container) notFound();
  const t = await getTranslations("containers");
  const stock = await getTranslations("stock");
  const marks = await getTranslations("stock.marks");
  const { take } = await textParams(searchParams, "take");
  const { whereabouts, offer } = container;
  const mine = whereabouts.at === "holder" && whereabouts.holder === actor.member;
  const onTop = whereabouts.inside.length === 0;
  const standings = await queries().standingsOf([{ is: "container", ...container }]);
  const standing = standings.get(container.subject);
  const obstacle = standing?.obstacle;
  const open = mine && onTop && !offer && !container.emptied;
  const movable = open && movesByClick(container, standing);
  const waits = mine && container.disputed;
  return (
    <>
      <PageHeading title={<GroupedText text={container.sscc} copy />} purpose={t("onePurpose")}>
        <DownloadLink href={`/api/v1/containers/${container.sscc}/label.pdf`}>{t("label")}</DownloadLink>
        {movable && mayDo(actor, "offer").ok && (
          <ButtonLink href={`/ship?item=${container.sscc}`} look="quiet">
            {t("ship")}
          </ButtonLink>
        )}
        {movable && mayDo(actor, "sell").ok && (
          <ButtonLink href={`/sell?item=${container.sscc}`} look="quiet">
            {t("sell")}
          </ButtonLink>
        )}
      </PageHeading>
      <Facts
        facts={[
          {
            label: t("where"),
            value: (
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Whereabouts row={container} />
                {obstacle && <Badge mark="stopped">{marks(obstacle)}</Badge>}
                {waits && <Badge mark="stopped">{marks("disputed")}</Badge>}
              </span>
            ),
          },
          { label: t("modules"), value: container.modules },
          { label: t("packedAt"), value: <TimeText time={container.packedAt} /> },
          ...(container.number > 1
            ? [{ label: t("number"), value: t("numberText", { number: container.number }) }]
            : []),
        ]}
      />
      {waits && !obstacle && <p className="my-3 max-w-prose text-ink-muted">{stock("disputedHint")}</p>}
      <Section title={t("contents")}>
        {container.items.length === 0 ? (
          <EmptyState title={t("nothingInside")} />
        ) : open && mayDo(actor, "unpack").ok ? (
          <ContentsForm sscc={container.sscc} items={container.items} take={take} />
        ) : (
          <ul className="panel divide-y divide-line">
            {container.items.map((item) => (
              <li key={item.subject} className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-1 md:min-h-9">
                <Link
                  className="link font-mono"
                  translate="no"
                  href={item.is === "module" ? `/modules/${item.labelId}` : `/containers/${item.sscc}`}
                >
                  {item.is === "module" ? item.serialNumber : item.sscc}
                </Link>
                <span className="text-ink-muted">
                  {item.is === "module" ? item.partNumber : t("inside", { count: item.modules })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("history")}>
        <Timeline label={t("history")} steps={await stepsOf(container.events)} />
      </Section>
    </>
  );
}
