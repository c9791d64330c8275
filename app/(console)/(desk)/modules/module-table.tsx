import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table.tsx";
import { requireActor } from "@/lib/server/session.ts";
import type { ModuleRow } from "@/lib/usecases/queries.ts";
import { LotState } from "../lot-state.tsx";
import { lotPath } from "../lots/lot-table.tsx";
import { Whereabouts } from "../whereabouts.tsx";

type Props = {
  modules: readonly ModuleRow[];
  caption: string;
  /** All of one lot: what they share is said above the table. */
  ofOneLot?: boolean;
};

export async function ModuleTable({ modules, caption, ofOneLot = false }: Props) {
  const { member } = await requireActor();
  const t = await getTranslations("modules");
  return (
    <Table
      caption={caption}
      columns={[
        { key: "serial", label: t("serialNumber") },
        ...(ofOneLot
          ? [{ key: "position", label: t("position"), wide: true }]
          : [
              { key: "part", label: t("partNumber") },
              { key: "lot", label: t("lot") },
              { key: "state", label: t("lotState"), wide: true },
            ]),
        { key: "where", label: t("where") },
      ]}
      rows={modules.map((row) => ({
        key: row.subject,
        cells: [
          <Link key="link" className="link font-mono" href={`/modules/${row.labelId}`} translate="no">
            {row.serialNumber}
          </Link>,
          ...(ofOneLot
            ? [row.index + 1]
            : [
                <span key="part" translate="no">
                  {row.partNumber}
                </span>,
                row.maker === member ? (
                  <Link key="lot" className="link" href={lotPath(row.lotId)} translate="no">
                    {row.lotId}
                  </Link>
                ) : (
                  <span key="lot" translate="no">
                    {row.lotId}
                  </span>
                ),
                <LotState key="state" status={row.lotStatus} />,
              ]),
          <Whereabouts key="where" row={row} />,
        ],
      }))}
    />
  );
}
