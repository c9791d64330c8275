"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { FILE_CONTROL } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";

type Refused = { readonly sentence: string | undefined };

/** Several files of captures, or one; they are sent whole, since the server reads them. */
export function SendCaptures({ idempotencyKey }: { idempotencyKey: string }) {
  const t = useTranslations("fleet");
  const router = useRouter();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [key, setKey] = useState(idempotencyKey);
  const [isSending, setSending] = useState(false);
  const [refused, setRefused] = useState<Refused>();

  async function send() {
    setSending(true);
    setRefused(undefined);
    const form = new FormData();
    for (const file of files) form.append("captures", file);
    const headers = { "Idempotency-Key": key };
    const response = await fetch("/api/v1/fleet-checks", { method: "POST", body: form, headers }).catch(
      () => undefined,
    );
    const said = (await response?.json().catch(() => undefined)) as { id?: string; detail?: string } | undefined;
    if (response?.status === 202 && said?.id) return router.push(`/fleet/${said.id}`);
    setSending(false);
    setRefused({ sentence: said?.detail });
    // A refused request keeps its key; what is sent next is another one. A lost connection keeps it too.
    if (response) setKey(crypto.randomUUID());
  }

  return (
    <div className="panel p-4">
      <label className="block font-semibold" htmlFor="captures">
        {t("files")}
      </label>
      <p className="mt-1 max-w-prose text-sm text-ink-muted">{t("filesHint")}</p>
      <input
        id="captures"
        type="file"
        multiple
        disabled={isSending}
        onChange={(event) => setFiles([...(event.target.files ?? [])])}
        className={classNames("mt-3", FILE_CONTROL)}
      />
      <div className="mt-4">
        <Button onClick={send} disabled={files.length === 0 || isSending}>
          {isSending ? t("sending") : t("start")}
        </Button>
      </div>
      {refused && (
        <Notice role="alert" tone="fault" title={t("notSent")}>
          {refused.sentence ?? t("noAnswer")}
        </Notice>
      )}
    </div>
  );
}
