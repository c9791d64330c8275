"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { FILE_CONTROL } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";

type Props = {
  transferId: string;
  /** What the server may answer, in the language of the screen, by its code; what is not in it is said as the server says it. */
  sentences: Readonly<Record<string, string>>;
};

/** The giver's file, sent as it is: the server checks every leaf of it against the ledger. */
export function HandInConsignment({ transferId, sentences }: Props) {
  const t = useTranslations("consignment");
  const router = useRouter();
  const [file, setFile] = useState<File>();
  const [isSending, setSending] = useState(false);
  const [refused, setRefused] = useState<{ readonly sentence: string | undefined }>();

  async function send() {
    setSending(true);
    setRefused(undefined);
    const address = `/api/v1/transfers/${transferId}/consignment-file`;
    const headers = { "content-type": "application/x-ndjson" };
    const answer = await fetch(address, { method: "POST", body: file ?? null, headers }).catch(() => undefined);
    setSending(false);
    if (answer?.ok) return router.refresh();
    const said = (await answer?.json().catch(() => undefined)) as { code?: string; detail?: string } | undefined;
    setRefused({ sentence: sentences[said?.code ?? ""] ?? said?.detail });
  }

  return (
    <div className="panel p-4">
      <label className="block font-semibold" htmlFor="consignment">
        {t("handIn")}
      </label>
      <p className="mt-1 max-w-prose text-sm text-ink-muted">{t("handInHint")}</p>
      <input
        id="consignment"
        type="file"
        accept=".ndjson,application/x-ndjson"
        disabled={isSending}
        onChange={(event) => setFile(event.target.files?.[0])}
        className={classNames("mt-3", FILE_CONTROL)}
      />
      <div className="mt-4">
        <Button onClick={send} disabled={!file || isSending}>
          {isSending ? t("checking") : t("send")}
        </Button>
      </div>
      {refused && (
        <Notice role="alert" tone="fault" title={t("notTaken")}>
          {refused.sentence ?? t("noAnswer")}
        </Notice>
      )}
    </div>
  );
}
