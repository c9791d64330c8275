import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import type { TransferRow } from "@/lib/usecases/queries.ts";
import { memberName } from "../member-name.ts";
import { TransferState } from "./transfer-state.tsx";

type Props = { transfers: readonly TransferRow[]; direction: "in" | "out"; caption: string };

export async function TransferTable({ transfers, direction, caption }: Props) {
  const t = await getTranslations("transfers");
  const format = await getFormatter();
  const names = await Promise.all(transfers.map(({ from, to }) => memberName(direction === "in" ? from : to)));
  return (
    <Table
      caption={caption}
      columns={[
        { key: "who", label: t(direction === "in" ? "from" : "to") },
        { key: "modules", label: t("modules"), number: true },
        { key: "offeredAt", label: t("offeredAt"), wide: true },
        { key: "expiresAt", label: t("expiresAt") },
        { key: "state", label: t("state") },
      ]}
      rows={transfers.map((transfer, at) => ({
        key: transfer.id,
        cells: [
          <Link key="link" className="link" href={`/transfers/${transfer.id}`}>
            {names[at]}
          </Link>,
          format.number(transfer.modules),
          <TimeText key="offered" time={transfer.offeredAt} />,
          <TimeText key="expires" time={transfer.expiresAt} />,
          <TransferState key="state" transfer={transfer} />,
        ],
      }))}
    />
  );
}
