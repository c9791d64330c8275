import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { LinkTabs } from "@/components/ui/link-tabs.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { TransferTable } from "../inbox/transfer-table.tsx";
import { ListPager, withQuery } from "../list-pager.tsx";
import { textParams } from "../params.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("outbox") };
}

export default async function OutboxPage({ searchParams }: PageProps<"/outbox">) {
  const actor = await requireActor();
  const t = await getTranslations("outbox");
  const { cursor, show } = await textParams(searchParams, "cursor", "show");
  const all = show === "all" ? "all" : undefined;
  const { items, nextCursor } = await queries().transfers(actor.member, {
    direction: "out",
    cursor,
    open: all ? undefined : true,
  });
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <LinkTabs
        label={t("which")}
        current={withQuery("/outbox", { show: all })}
        tabs={[
          { href: "/outbox", label: t("open") },
          { href: "/outbox?show=all", label: t("all") },
        ]}
      />
      {items.length > 0 ? (
        <TransferTable transfers={items} direction="out" caption={t("title")} />
      ) : (
        <EmptyState title={t(all ? "empty" : "emptyOpen")} text={t("emptyText")}>
          <ButtonLink href="/ship" look="quiet">
            {t("action")}
          </ButtonLink>
        </EmptyState>
      )}
      <ListPager path="/outbox" params={{ show: all, cursor }} nextCursor={nextCursor} />
    </>
  );
}
