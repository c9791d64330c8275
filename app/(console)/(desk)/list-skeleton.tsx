import { getTranslations } from "next-intl/server";
import { PageSkeleton } from "@/components/ui/skeleton.tsx";

export default async function ListSkeleton() {
  const t = await getTranslations("ui");
  return <PageSkeleton label={t("loading")} />;
}
