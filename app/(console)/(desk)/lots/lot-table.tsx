import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table.tsx";
import type { LotRow } from "@/lib/usecases/queries.ts";
import { LotState } from "../lot-state.tsx";

export function lotPath(lotId: string): string {
  return `/lots/${encodeURIComponent(lotId)}`;
}

export async function LotTable({ lots, caption }: { lots: readonly LotRow[]; caption: string }) {
  const t = await getTranslations("lots");
  const format = await getFormatter();
  return (
    <Table
      caption={caption}
      columns={[
        { key: "lotId", label: t("lotId") },
        { key: "product", label: t("product") },
        { key: "count", label: t("modules"), number: true },
        { key: "madeOn", label: t("madeOn") },
        { key: "packed", label: t("packed"), number: true, wide: true },
        { key: "sold", label: t("sold"), number: true, wide: true },
        { key: "status", label: t("status") },
      ]}
      rows={lots.map((lot) => ({
        key: lot.subject,
        cells: [
          <Link key="link" className="link font-mono" href={lotPath(lot.lotId)} translate="no">
            {lot.lotId}
          </Link>,
          <span key="product" translate="no">
            {lot.product.partNumber}
          </span>,
          format.number(lot.count),
          lot.madeOn,
          format.number(lot.packed),
          format.number(lot.sold),
          <LotState key="status" status={lot.status} />,
        ],
      }))}
    />
  );
}
