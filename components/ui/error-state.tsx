"use client";
import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

type Props = { error: unknown; retry: () => void };

/** A fault of ours: one sentence, the next step, and the number that finds it in the log. */
export function ErrorState({ error, retry }: Props) {
  const t = useTranslations("ui.error");
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <Notice role="alert" tone="fault" title={t("title")}>
      <p>{t("text")}</p>
      {reference && (
        <p className="mt-1 text-sm">
          {t("reference")} <span className="font-mono select-all">{reference}</span>
        </p>
      )}
      <Button look="quiet" className="mt-3" onClick={retry}>
        {t("retry")}
      </Button>
    </Notice>
  );
}
