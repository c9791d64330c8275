import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { queries } from "@/lib/server/composition.ts";
import { ContainerTable } from "../../../containers/container-table.tsx";
import { ListPager } from "../../../list-pager.tsx";
import { textParams } from "../../../params.ts";
import { lotPath } from "../../lot-table.tsx";
import { lotOf } from "../lot-of.ts";

export default async function LotCartonsPage({ params, searchParams }: PageProps<"/lots/[lotId]/cartons">) {
  const { actor, lot } = await lotOf((await params).lotId);
  const t = await getTranslations("lot");
  const { cursor } = await textParams(searchParams, "cursor");
  const { items, nextCursor } = await queries().lotContainers(actor.member, lot.lotId, { cursor });
  return (
    <>
      {items.length > 0 ? (
        <ContainerTable containers={items} caption={t("cartons")} />
      ) : (
        <EmptyState title={t("noCartons")} text={t("noCartonsText")}>
          <ButtonLink href="/pack" look="quiet">
            {t("pack")}
          </ButtonLink>
        </EmptyState>
      )}
      <ListPager path={`${lotPath(lot.lotId)}/cartons`} params={{ cursor }} nextCursor={nextCursor} />
    </>
  );
}
