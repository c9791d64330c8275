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

const BOXES = {
  inbox: { direction: "in", waiting: { direction: "in", open: true }, next: "/stock" },
  outbox: { direction: "out", waiting: { direction: "out", unsettled: true }, next: "/ship" },
} as const;

type Props = { box: keyof typeof BOXES; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Offers to us, or offers of ours: those that wait for us or for a partner first, all on request. */
export async function TransferList({ box, searchParams }: Props) {
  const actor = await requireActor();
  const t = await getTranslations(box);
  const { direction, waiting, next } = BOXES[box];
  const path = `/${box}`;
  const { cursor, show } = await textParams(searchParams, "cursor", "show");
  const all = show === "all" ? "all" : undefined;
  const { items, nextCursor } = await queries().transfers(
    actor.member,
    all ? { direction, cursor } : { ...waiting, cursor },
  );
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <LinkTabs
        label={t("which")}
        current={withQuery(path, { show: all })}
        tabs={[
          { href: path, label: t("open") },
          { href: `${path}?show=all`, label: t("all") },
        ]}
      />
      {items.length > 0 ? (
        <TransferTable transfers={items} direction={direction} caption={t("title")} />
      ) : (
        <EmptyState title={t(all ? "empty" : "emptyOpen")} text={t("emptyText")}>
          <ButtonLink href={next} look="quiet">
            {t("action")}
          </ButtonLink>
        </EmptyState>
      )}
      <ListPager path={path} params={{ show: all, cursor }} nextCursor={nextCursor} />
    </>
  );
}
