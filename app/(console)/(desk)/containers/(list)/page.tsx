import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { ListPager } from "../../list-pager.tsx";
import { textParams } from "../../params.ts";
import { ContainerTable } from "../container-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("containers") };
}

export default async function ContainersPage({ searchParams }: PageProps<"/containers">) {
  const actor = await requireActor();
  const t = await getTranslations("containers");
  const params = await textParams(searchParams, "cursor");
  const { items, nextCursor } = await queries().containers(actor.member, params);
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")}>
        {items.length > 0 && <ButtonLink href="/pack">{t("pack")}</ButtonLink>}
      </PageHeading>
      {items.length > 0 ? (
        <ContainerTable containers={items} caption={t("title")} />
      ) : (
        <EmptyState title={t("empty")} text={t("emptyText")}>
          <ButtonLink href="/pack">{t("pack")}</ButtonLink>
        </EmptyState>
      )}
      <ListPager path="/containers" params={params} nextCursor={nextCursor} />
    </>
  );
}
