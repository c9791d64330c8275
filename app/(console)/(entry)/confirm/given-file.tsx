"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";

type Props = {
  file: string;
  /** The page that the file's link stands on. */
  from: string;
  /** Of this page, where nothing comes by itself. */
  address: string;
  now: boolean;
};

/** Fetches the file once: whoever reloads the page or comes back to it asks again, since labels are counted and secrets given out once. */
export function GivenFile({ file, from, address, now }: Props) {
  const t = useTranslations("confirm");
  const fetched = useRef(false);
  useEffect(() => {
    if (!now || fetched.current) return;
    fetched.current = true;
    window.history.replaceState(null, "", address);
    window.location.assign(file);
  }, [now, address, file]);
  return (
    <>
      <PageHeading title={t("given")} purpose={t(now ? "givenText" : "givenAgain")} />
      {now && (
        <noscript>
          <meta httpEquiv="refresh" content={`0;url=${file}`} />
        </noscript>
      )}
      <p className="flex flex-wrap gap-3">
        <ButtonLink href={from}>{t("back")}</ButtonLink>
        <ButtonLink look="quiet" href={file} prefetch={false}>
          {t("fetch")}
        </ButtonLink>
      </p>
    </>
  );
}
