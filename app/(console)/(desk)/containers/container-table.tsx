import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import type { ContainerRow } from "@/lib/usecases/queries.ts";
import { Whereabouts } from "../whereabouts.tsx";

type Props = { containers: readonly ContainerRow[]; caption: string };

export async function ContainerTable({ containers, caption }: Props) {
  const t = await getTranslations("containers");
  const marks = await getTranslations("stock.marks");
  const format = await getFormatter();
  const standings = await queries().standingsOf(containers.map((row) => ({ is: "container" as const, ...row })));
  return (
    <Table
      caption={caption}
      columns={[
        { key: "sscc", label: t("sscc") },
        { key: "modules", label: t("modules"), number: true },
        { key: "where", label: t("where") },
        { key: "packedAt", label: t("packedAt"), wide: true },
      ]}
      rows={containers.map((row) => {
        const obstacle = standings.get(row.subject)?.obstacle;
        return {
          key: row.subject,
          cells: [
            <Link key="link" className="link font-mono" href={`/containers/${row.sscc}`} translate="no">
              {row.sscc}
            </Link>,
            row.emptied ? t("emptied") : format.number(row.modules),
            <span key="where" className="inline-flex flex-wrap items-center gap-x-3 gap-y-1 max-md:justify-end">
              <Whereabouts row={row} />
              {obstacle && <Badge mark="stopped">{marks(obstacle)}</Badge>}
            </span>,
            <TimeText key="time" time={row.packedAt} />,
          ],
        };
      })}
    />
  );
}
