"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Notice } from "@/components/ui/notice.tsx";

/** Shown this once: only the encrypted codes are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useTranslations("secondFactor");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <Notice ref={box} role="status" focusable tone="accent" title={t("codesTitle")} className="max-w-[640px]">
      <p>{t("codesText")}</p>
      <ul className="my-3 grid gap-x-6 gap-y-1 font-mono sm:grid-cols-2" translate="no">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="quiet" onClick={onKept}>
          {t("kept")}
        </Button>
        <CopyButton text={codes.join("\n")} />
      </div>
    </Notice>
  );
}
