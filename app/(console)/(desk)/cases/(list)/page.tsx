import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { alertBook } from "@/lib/server/alert-desk.ts";
import { requireActor } from "@/lib/server/session.ts";
import { AlertState } from "../../alerts/alert-words.tsx";
import { ListPager } from "../../list-pager.tsx";
import { textParams } from "../../params.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cases"))("title") };
}

export default async function CasesPage({ searchParams }: PageProps<"/cases">) {
  const actor = await requireActor();
  const t = await getTranslations("cases");
  const words = await getTranslations("alerts");
  const params = await textParams(searchParams, "cursor");
  const { items, nextCursor } = await alertBook().cases(actor.member, params);
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      {items.length === 0 ? (
        <EmptyState title={t("empty")} text={t("emptyText")}>
          <ButtonLink href="/alerts" look="quiet">
            {words("title")}
          </ButtonLink>
        </EmptyState>
      ) : (
        <Table
          caption={t("title")}
          columns={[
            { key: "number", label: words("number") },
            { key: "title", label: t("name") },
            { key: "state", label: words("state") },
            { key: "finding", label: t("finding") },
            { key: "owner", label: words("owner") },
            { key: "deadline", label: words("deadline"), wide: true },
          ]}
          rows={items.map((one) => ({
            key: one.number,
            cells: [
              <Link key="number" className="link whitespace-nowrap" href={`/cases/${one.number}`}>
                {one.number}
              </Link>,
              one.title,
              <AlertState key="state" state={one.state} />,
              one.finding ? words(`findings.${one.finding}`) : "–",
              one.owner.name,
              <TimeText key="due" time={one.deadline} />,
            ],
          }))}
        />
      )}
      <ListPager path="/cases" params={params} nextCursor={nextCursor} />
    </>
  );
}
