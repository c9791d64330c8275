import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { LinkTabs } from "@/components/ui/link-tabs.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { ListPager, withQuery } from "../list-pager.tsx";
import { textParams } from "../params.ts";
import { SearchForm } from "../search-form.tsx";
import { LooseLots } from "./loose-lots.tsx";
import { StockTable } from "./stock-table.tsx";

/** Loose modules of one search: who needs more types more. */
const MOST_LOOSE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("stock") };
}

export default async function StockPage({ searchParams }: PageProps<"/stock">) {
  const actor = await requireActor();
  const t = await getTranslations("stock");
  const { cursor, search, is: wanted } = await textParams(searchParams, "cursor", "search", "is");
  const is = wanted === "module" || wanted === "container" ? wanted : undefined;
  const held = await queries().holdings(actor.member, { cursor, search, is });
  // What has not moved yet has no place in the order of moves: it stands on the first page, as lots or as what was searched.
  const mayBeLoose = cursor === undefined && is !== "container";
  const lots = mayBeLoose && !search ? await queries().looseLots(actor.member) : [];
  const loose = mayBeLoose && search ? await queries().looseModules(actor.member, search, MOST_LOOSE + 1) : [];
  const items = [...loose.slice(0, MOST_LOOSE).map((row) => ({ is: "module" as const, ...row })), ...held.items];
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <SearchForm action="/stock" label={t("searchLabel")} button={t("search")} value={search} />
      <LinkTabs
        label={t("kind")}
        current={withQuery("/stock", { is, search })}
        tabs={[
          { href: withQuery("/stock", { search }), label: t("all") },
          { href: withQuery("/stock", { is: "container", search }), label: t("containers") },
          { href: withQuery("/stock", { is: "module", search }), label: t("modules") },
        ]}
      />
      <LooseLots lots={lots} />
      {loose.length > MOST_LOOSE && <p className="my-2">{t("looseMore", { count: MOST_LOOSE })}</p>}
      {items.length > 0 ? (
        <StockTable things={items} />
      ) : lots.length > 0 ? null : search || is ? (
        <EmptyState title={t("noneFound")}>
          <ButtonLink href="/stock" look="quiet">
            {t("clear")}
          </ButtonLink>
        </EmptyState>
      ) : (
        <EmptyState title={t("empty")} text={t("emptyText")}>
          <ButtonLink href="/inbox">{t("receive")}</ButtonLink>
        </EmptyState>
      )}
      <ListPager path="/stock" params={{ is, search, cursor }} nextCursor={held.nextCursor} />
    </>
  );
}
