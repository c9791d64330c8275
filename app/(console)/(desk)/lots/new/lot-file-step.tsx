"use client";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FileDrop } from "@/components/import/file-drop.tsx";
import { ButtonLink, DownloadLink } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Progress } from "@/components/ui/progress.tsx";
import { Stepper } from "@/components/ui/stepper.tsx";
import type { LotInput } from "@/lib/usecases/commands.ts";
import type { Sentences } from "../../ask-api.ts";
import { type ChosenFile, readsChosenFiles } from "./chosen-file.ts";
import { ConfirmLot } from "./confirm-lot.tsx";
import { LotFilePreview } from "./lot-file-preview.tsx";
import { PasteRows } from "./paste-rows.tsx";
import { type Sent, sendLotFile } from "./send-lot-file.ts";
import { takenSerials } from "./taken-serials.ts";

type Props = {
  lot: LotInput;
  memberName: string;
  idempotencyKey: string;
  /** Of the whole import: this one goes from the second to the last. */
  steps: { readonly label: string; readonly steps: readonly string[] };
  /** What the address that takes the file may answer. */
  sentences: Sentences;
  /** Back to what was typed in the first step. */
  editPath: string;
  /** Above the file: what to say where scripts are off. */
  children: ReactNode;
};
/** The steps that this one goes through, by their place in the import. */
const FILE = 1;
const CONFIRM = 2;
const LEDGER = 3;

/** File, review, confirm, send. Before the confirm button only serial numbers leave the browser, to be compared with other lots. */
export function LotFileStep({ lot, memberName, idempotencyKey, steps, sentences, editPath, children }: Props) {
  const t = useTranslations("lotFile");
  const format = useFormatter();
  const router = useRouter();
  const [chosen, setChosen] = useState<ChosenFile>();
  const [read] = useState(() => readsChosenFiles((serials) => takenSerials(lot.partNumber, serials), setChosen));
  const [sending, setSending] = useState<number>();
  const [refused, setRefused] = useState<Extract<Sent, { ok: false }> & { key: string }>();
  const { file, preview } = chosen ?? {};

  function take(given: File) {
    setRefused(undefined);
    void read(given);
  }

  async function send(onError: "refuse" | "skip") {
    if (!file || sending !== undefined) return;
    setSending(0);
    const sent = await sendLotFile({
      lot,
      file,
      onError,
      idempotencyKey: refused?.key ?? idempotencyKey,
      onProgress: setSending,
    });
    if (sent.ok) return router.push(`/jobs/${sent.jobId}`);
    setSending(undefined);
    // A refused request keeps its key in the journal; a corrected one is another request. A lost connection keeps the key.
    setRefused({ ...sent, key: sent.code ? crypto.randomUUID() : (refused?.key ?? idempotencyKey) });
  }

  const confirmable = typeof preview === "object" && !preview.stopped && preview.rows > preview.badRows;
  return (
    <div>
      <Stepper {...steps} current={sending !== undefined ? LEDGER : confirmable ? CONFIRM : FILE} />
      {children}
      <p className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <span>
          <span className="font-mono font-semibold" translate="no">
            {lot.lotId}
          </span>{" "}
          · <span translate="no">{lot.partNumber}</span> · {lot.madeOn}
          {lot.site && ` · ${lot.site}`}
        </span>
        <ButtonLink look="plain" href={editPath}>
          {t("change")}
        </ButtonLink>
      </p>
      {sending === undefined && (
        <>
          <FileDrop accept=".csv,.txt,.tsv,.xlsx,.ndjson,.jsonl,text/csv" onFile={take} chosen={file?.name} />
          <p className="mt-3 flex flex-wrap gap-2">
            <DownloadLink look="plain" href="/api/v1/lots/template.csv">
              {t("template")}
            </DownloadLink>
            <DownloadLink look="plain" href="/sample-lot.csv">
              {t("sample")}
            </DownloadLink>
          </p>
          <PasteRows onFile={take} />
        </>
      )}
      {refused && (
        <Notice role="alert" tone="fault" title={t("notSent")}>
          {sentences[refused.code ?? ""] ?? refused.sentence ?? t("noAnswer")}
        </Notice>
      )}
      {preview === "reading" && <p role="status">{t("reading")}</p>}
      {preview === "unreadable" && (
        <Notice role="alert" tone="fault">
          {t("unreadable")}
        </Notice>
      )}
      {typeof preview === "object" && sending === undefined && (
        <>
          <LotFilePreview preview={preview} />
          {confirmable && <ConfirmLot lot={lot} preview={preview} memberName={memberName} onConfirm={send} />}
        </>
      )}
      {sending !== undefined && (
        <Progress
          label={t("sending")}
          done={sending}
          total={1}
          text={t("sendingPart", { part: format.number(sending, { style: "percent" }) })}
        />
      )}
    </div>
  );
}
