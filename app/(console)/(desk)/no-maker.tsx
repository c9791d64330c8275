import { Lock } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice.tsx";

/** In place of a form that only makers may send: the network admitted this member for something else. */
export async function NoMaker() {
  const t = await getTranslations("denied");
  return (
    <Notice role="note" icon={<Lock aria-hidden size={20} />} title={t("noMaker")}>
      {t("noMakerText")}
    </Notice>
  );
}
