import { Lock } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice.tsx";

/** In place of a form that this account may not send: says whom to ask. */
export async function Denied({ memberName }: { memberName: string }) {
  const t = await getTranslations("denied");
  return (
    <Notice role="note" icon={<Lock aria-hidden size={20} />} title={t("title")}>
      {t("text", { member: memberName })}
    </Notice>
  );
}
