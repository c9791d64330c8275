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
import { TransferTable } from "./transfer-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("inbox") };
}

export default async function InboxPage({ searchParams }: PageProps<"/inbox">) {
  const actor = await requireActor();
  const t = await getTranslations("inbox");
  const { cursor, show } = await textParams(searchParams, "cursor", "show");
  const all = show === "all" ? "all" : undefined;
  const { items, nextCursor } = await queries().transfers(actor.member, {
    direction: "in",
    cursor,
    open: all ? undefined : true,
  });
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <LinkTabs
        label={t("which")}
        current={withQuery("/inbox", { show: all })}
        tabs={[
          { href: "/inbox", label: t("open") },
          { href: "/inbox?show=all", label: t("all") },
        ]}
      />
      {items.length > 0 ? (
        <TransferTable transfers={items} direction="in" caption={t("title")} />
      ) : (
        <EmptyState title={t(all ? "empty" : "emptyOpen")} text={t("emptyText")}>
          <ButtonLink href="/stock" look="quiet">
            {t("action")}
          </ButtonLink>
        </EmptyState>
      )}
      <ListPager path="/inbox" params={{ show: all, cursor }} nextCursor={nextCursor} />
    </>
  );
}
