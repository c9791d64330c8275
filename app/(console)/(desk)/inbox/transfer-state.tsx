import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import type { TransferRow } from "@/lib/usecases/queries.ts";

const MARKS = { offered: "waiting", accepted: "done", declined: "stopped", withdrawn: "stopped" } as const;

export async function TransferState({
  transfer,
}: {
  transfer: Pick<TransferRow, "status" | "expired" | "exceptions" | "waiting">;
}) {
  const t = await getTranslations("transferStatus");
  if (transfer.status === "offered" && transfer.expired) return <Badge mark="notice">{t("expired")}</Badge>;
  const partly = transfer.status === "accepted" && transfer.exceptions > 0;
  return (
    <Badge mark={transfer.waiting > 0 ? "notice" : MARKS[transfer.status]} strong={transfer.status === "offered"}>
      {partly ? t("acceptedPart", { count: transfer.exceptions }) : t(transfer.status)}
    </Badge>
  );
}
