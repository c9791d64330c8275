import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { queries } from "@/lib/server/composition.ts";
import { ListPager } from "../../list-pager.tsx";
import { ModuleTable } from "../../modules/module-table.tsx";
import { textParams } from "../../params.ts";
import { SearchForm } from "../../search-form.tsx";
import { lotPath } from "../lot-table.tsx";
import { lotOf } from "./lot-of.ts";

export default async function LotModulesPage({ params, searchParams }: PageProps<"/lots/[lotId]">) {
  const { actor, lot } = await lotOf((await params).lotId);
  const t = await getTranslations("lot");
  const { cursor, search } = await textParams(searchParams, "cursor", "search");
  const { items, nextCursor } = await queries().lotModules(actor.member, lot.lotId, { cursor, search });
  const path = lotPath(lot.lotId);
  return (
    <>
      <SearchForm action={path} label={t("searchSerial")} button={t("search")} value={search} />
      {items.length > 0 ? (
        <ModuleTable modules={items} caption={t("modules")} ofOneLot />
      ) : (
        <EmptyState title={t("noModules", { search: search ?? "" })}>
          <ButtonLink href={path} look="quiet">
            {t("showAll")}
          </ButtonLink>
        </EmptyState>
      )}
      <ListPager path={path} params={{ search, cursor }} nextCursor={nextCursor} />
    </>
  );
}
