"use client";
import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";

type Props = { accept: string; onFile: (file: File) => void; chosen?: string };

/** A place to drop a file, and the button that does the same. */
export function FileDrop({ accept, onFile, chosen }: Props) {
  const t = useTranslations("lotFile");
  const input = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const report = useRef(onFile);
  report.current = onFile;
  const [over, setOver] = useState(false);

  useEffect(() => {
    const target = place.current;
    const hover = (event: DragEvent) => {
      event.preventDefault();
      setOver(event.type === "dragover");
      const file = event.type === "drop" ? event.dataTransfer?.files[0] : undefined;
      if (file) report.current(file);
    };
    const events = ["dragover", "dragleave", "drop"] as const;
    for (const name of events) target?.addEventListener(name, hover);
    return () => {
      for (const name of events) target?.removeEventListener(name, hover);
    };
  }, []);

  return (
    <div
      ref={place}
      className={`flex flex-col items-start gap-3 rounded-[6px] border-2 border-dashed p-6 ${over ? "border-accent bg-accent-soft" : "border-line-strong bg-panel"}`}
    >
      <p className="flex items-center gap-3 font-semibold">
        <FileUp aria-hidden size={24} className="shrink-0 text-accent" />
        <span className="break-all">{chosen ?? t("drop")}</span>
      </p>
      <p className="text-sm text-ink-muted">{t("forms")}</p>
      <Button look={chosen ? "quiet" : "primary"} onClick={() => input.current?.click()}>
        {chosen ? t("chooseOther") : t("choose")}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={t("file")}
        accept={accept}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = "";
        }}
      />
    </div>
  );
}
