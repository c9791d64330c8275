import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";

export default async function NotFound() {
  const t = await getTranslations("notFound");
  return (
    <main id="content" className="mx-auto max-w-2xl px-4 py-16">
      <PageHeading title={t("title")} purpose={t("text")} />
      <ButtonLink href="/" look="quiet">
        {t("back")}
      </ButtonLink>
    </main>
  );
}
