import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ExactText } from "@/components/ui/grouped-text.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { ListPager } from "../list-pager.tsx";
import { textParams } from "../params.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("products") };
}

export default async function ProductsPage({ searchParams }: PageProps<"/products">) {
  const actor = await requireActor();
  const t = await getTranslations("products");
  const params = await textParams(searchParams, "cursor");
  const { items, nextCursor } = await queries().products(actor.member, params);
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")}>
        {items.length > 0 && <ButtonLink href="/products/new">{t("new")}</ButtonLink>}
      </PageHeading>
      {items.length === 0 ? (
        <EmptyState title={t("empty")} text={t("emptyText")}>
          <ButtonLink href="/products/new">{t("new")}</ButtonLink>
        </EmptyState>
      ) : (
        <Table
          caption={t("title")}
          columns={[
            { key: "partNumber", label: t("partNumber") },
            { key: "vendorName", label: t("vendorName") },
            { key: "formFactor", label: t("formFactor") },
            { key: "media", label: t("media") },
            { key: "gtin", label: t("gtin"), wide: true },
            { key: "declaredAt", label: t("declaredAt"), wide: true },
            { key: "lots", label: t("lots"), number: true },
          ]}
          rows={items.map((row) => ({
            key: row.subject,
            cells: [
              <ExactText key="pn" text={row.revision ? `${row.partNumber} / ${row.revision}` : row.partNumber} />,
              row.vendorName,
              row.formFactor,
              row.media,
              row.gtin ? <ExactText key="gtin" text={row.gtin} /> : "–",
              <TimeText key="time" time={row.declaredAt} />,
              row.lots,
            ],
          }))}
        />
      )}
      <ListPager path="/products" params={params} nextCursor={nextCursor} />
    </>
  );
}
