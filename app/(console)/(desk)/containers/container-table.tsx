import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import type { ContainerRow } from "@/lib/usecases/queries.ts";
import { Whereabouts } from "../whereabouts.tsx";

type Props = { containers: readonly ContainerRow[]; caption: string };

export async function ContainerTable({ containers, caption }: Props) {
  const t = await getTranslations("containers");
  const format = await getFormatter();
  return (
    <Table
      caption={caption}
      columns={[
        { key: "sscc", label: t("sscc") },
        { key: "modules", label: t("modules"), number: true },
        { key: "where", label: t("where") },
        { key: "packedAt", label: t("packedAt"), wide: true },
      ]}
      rows={containers.map((row) => ({
        key: row.subject,
        cells: [
          <Link key="link" className="link font-mono" href={`/containers/${row.sscc}`} translate="no">
            {row.sscc}
          </Link>,
          row.emptied ? t("emptied") : format.number(row.modules),
          <Whereabouts key="where" row={row} />,
          <TimeText key="time" time={row.packedAt} />,
        ],
      }))}
    />
  );
}
