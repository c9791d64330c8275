import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import type { LotRow } from "@/lib/usecases/queries.ts";
import { memberName } from "../../member-name.ts";

/** At the head of a lot that was withdrawn: when, by whom and why. */
export async function Withdrawal({ lot }: { lot: LotRow }) {
  const found = lot.status === "withdrawn" && (await queries().lotWithdrawal(lot.member, lot.lotId));
  if (!found) return null;
  const t = await getTranslations("lot");
  const member = await memberName(lot.member);
  return (
    <Notice title={t("withdrawnTitle")}>
      <p>
        <TimeText time={found.at} /> · {found.person ? t("withdrawnBy", { person: found.person, member }) : member}
      </p>
      <p>{t("withdrawnWhy", { reason: found.reason })}</p>
    </Notice>
  );
}
