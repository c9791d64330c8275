import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { LinkTabs } from "@/components/ui/link-tabs.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import type { LotRow } from "@/lib/usecases/queries.ts";
import { ListPager, withQuery } from "../../list-pager.tsx";
import { textParams } from "../../params.ts";
import { LotTable } from "../lot-table.tsx";

const STATUSES: readonly LotRow["status"][] = ["registered", "released", "withdrawn"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("lots") };
}

export default async function LotsPage({ searchParams }: PageProps<"/lots">) {
  const actor = await requireActor();
  const t = await getTranslations("lots");
  const states = await getTranslations("lotStatus");
  const params = await textParams(searchParams, "cursor", "status");
  const status = STATUSES.find((known) => known === params.status);
  const { items, nextCursor } = await queries().lots(actor.member, { cursor: params.cursor, status });
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")}>
        <ButtonLink href="/lots/new">{t("new")}</ButtonLink>
      </PageHeading>
      <LinkTabs
        label={t("status")}
        current={withQuery("/lots", { status })}
        tabs={[
          { href: "/lots", label: t("all") },
          ...STATUSES.map((value) => ({ href: withQuery("/lots", { status: value }), label: states(value) })),
        ]}
      />
      {items.length > 0 ? (
        <LotTable lots={items} caption={t("title")} />
      ) : status ? (
        <EmptyState title={t("emptyStatus", { status: states(status) })}>
          <ButtonLink href="/lots" look="quiet">
            {t("showAll")}
          </ButtonLink>
        </EmptyState>
      ) : (
        <EmptyState title={t("empty")} text={t("emptyText")}>
          <ButtonLink href="/lots/new">{t("new")}</ButtonLink>
        </EmptyState>
      )}
      <ListPager path="/lots" params={{ status, cursor: params.cursor }} nextCursor={nextCursor} />
    </>
  );
}
