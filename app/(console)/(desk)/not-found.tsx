import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";

export default async function DeskNotFound() {
  const t = await getTranslations("notFound");
  return (
    <>
      <PageHeading title={t("title")} purpose={t("text")} />
      <ButtonLink href="/dashboard" look="quiet">
        {t("back")}
      </ButtonLink>
    </>
  );
}
