"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Table } from "../ui/table.tsx";
import { type RowProblem, rowSentence } from "./row-sentence.ts";

type Props = { problems: readonly RowProblem[]; shown?: number };

const SHOWN = 200;

/** Bad rows with what to do about each; the counts above are filters. */
export function RowProblems({ problems, shown = SHOWN }: Props) {
  const t = useTranslations("lotFile");
  const locale = useLocale();
  const [only, setOnly] = useState<string>();
  const codes = [...Map.groupBy(problems, ({ code }) => code)].sort(([, a], [, b]) => b.length - a.length);
  const kept = only ? problems.filter(({ code }) => code === only) : problems;
  return (
    <div>
      {codes.length > 1 && (
        <fieldset className="mb-3 flex flex-wrap gap-2">
          <legend className="sr-only">{t("filter")}</legend>
          {[[undefined, problems] as const, ...codes].map(([code, of]) => (
            <button
              key={code ?? ""}
              type="button"
              aria-pressed={only === code}
              onClick={() => setOnly(code)}
              className="min-h-11 rounded-full border border-line-strong px-3 text-sm aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong md:min-h-8"
            >
              {code ? nameOf(code, t) : t("allProblems")} · {of.length}
            </button>
          ))}
        </fieldset>
      )}
      <Table
        caption={t("problemTable")}
        columns={[
          { key: "line", label: t("row") },
          { key: "column", label: t("column") },
          { key: "value", label: t("value") },
          { key: "sentence", label: t("whatToDo") },
        ]}
        rows={kept.slice(0, shown).map((problem, at) => ({
          key: `${problem.line}-${problem.column}-${at}`,
          cells: [
            problem.line || "–",
            problem.column || "–",
            <code key="value" translate="no" className="font-mono break-all">
              {problem.value ?? ""}
            </code>,
            rowSentence(problem, locale),
          ],
        }))}
      />
      {kept.length > shown && (
        <p className="mt-2 text-sm text-ink-muted">{t("more", { count: kept.length - shown })}</p>
      )}
    </div>
  );
}

function nameOf(code: string, t: ReturnType<typeof useTranslations<"lotFile">>): string {
  const key = `code.${code}` as Parameters<typeof t.has>[0];
  return t.has(key) ? t(key as "code.required") : code;
}
