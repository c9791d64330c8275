import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import type { LotRow } from "@/lib/usecases/queries.ts";

const MARKS = { registered: "open", released: "done", withdrawn: "stopped" } as const;

export async function LotState({ status }: { status: LotRow["status"] }) {
  const t = await getTranslations("lotStatus");
  return (
    <Badge mark={MARKS[status]} strong={status === "released"}>
      {t(status)}
    </Badge>
  );
}
