"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { FILE_CONTROL } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import type { Answered } from "./ask-api.ts";

type Props = {
  id: string;
  label: string;
  hint: string;
  accept?: string;
  multiple?: boolean;
  words: { readonly send: string; readonly busy: string; readonly notTaken: string; readonly noAnswer: string };
  /** Stays busy once the files are taken: the page is then another one. */
  send: (files: readonly File[]) => Promise<Answered<unknown>>;
};

/** Files that are sent as they are, because the server reads them. */
export function SendFiles({ id, label, hint, accept, multiple, words, send }: Props) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isSending, setSending] = useState(false);
  const [refused, setRefused] = useState<{ readonly sentence: string | undefined }>();

  async function sendChosen() {
    setSending(true);
    setRefused(undefined);
    const answer = await send(files);
    if (answer.is === "taken") return;
    setSending(false);
    setRefused(answer);
  }

  return (
    <div className="panel p-4">
      <label className="block font-semibold" htmlFor={id}>
        {label}
      </label>
      <p className="mt-1 max-w-prose text-sm text-ink-muted">{hint}</p>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={isSending}
        onChange={(event) => setFiles([...(event.target.files ?? [])])}
        className={classNames("mt-3", FILE_CONTROL)}
      />
      <div className="mt-4">
        <Button onClick={sendChosen} disabled={files.length === 0 || isSending}>
          {isSending ? words.busy : words.send}
        </Button>
      </div>
      {refused && (
        <Notice role="alert" tone="fault" title={words.notTaken}>
          {refused.sentence ?? words.noAnswer}
        </Notice>
      )}
    </div>
  );
}
