"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { TextArea } from "@/components/ui/field.tsx";
import { textFileOfPaste } from "./text-file-of.ts";

/** For a handful of modules: rows copied from a spreadsheet take the way of a file. */
export function PasteRows({ onFile }: { onFile: (file: File) => void }) {
  const t = useTranslations("lotFile");
  const [rows, setRows] = useState("");
  return (
    <details className="mt-3">
      <summary className="min-h-8 text-accent">{t("paste")}</summary>
      <TextArea
        name="rows"
        label={t("pasteField")}
        rows={6}
        value={rows}
        onChange={(event) => setRows(event.target.value)}
        spellCheck={false}
        mono
      />
      <Button
        look="quiet"
        disabled={rows.trim() === ""}
        onClick={() => onFile(textFileOfPaste(rows, `${t("pastedName")}.csv`))}
      >
        {t("pasteUse")}
      </Button>
    </details>
  );
}
