import { getTranslations } from "next-intl/server";
import { ButtonLink, DownloadLink } from "@/components/ui/button.tsx";

/** An empty installation: three steps to a label that somebody can scan. */
export async function FirstRun() {
  const t = await getTranslations("firstRun");
  return (
    <ol className="panel divide-y divide-line">
      <li className="flex flex-wrap items-center justify-between gap-3 p-4">
        <div>
          <h3 className="font-semibold">{t("product")}</h3>
          <p className="text-sm text-ink-muted">{t("productText")}</p>
        </div>
        <ButtonLink href="/products/new">{t("productAction")}</ButtonLink>
      </li>
      <li className="flex flex-wrap items-center justify-between gap-3 p-4">
        <div>
          <h3 className="font-semibold">{t("lot")}</h3>
          <p className="text-sm text-ink-muted">{t("lotText")}</p>
        </div>
        <span className="flex flex-wrap gap-2">
          <DownloadLink href="/sample-lot.csv">{t("sample")}</DownloadLink>
          <ButtonLink href="/lots/new" look="quiet">
            {t("lotAction")}
          </ButtonLink>
        </span>
      </li>
      <li className="p-4">
        <h3 className="font-semibold">{t("label")}</h3>
        <p className="text-sm text-ink-muted">{t("labelText")}</p>
      </li>
    </ol>
  );
}
