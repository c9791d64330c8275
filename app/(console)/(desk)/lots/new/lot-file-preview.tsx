"use client";
import { useTranslations } from "next-intl";
import { RowProblems } from "@/components/import/row-problems.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Table } from "@/components/ui/table.tsx";
import type { Preview } from "./preview-lot-file.ts";

const CELL_SIGNS = 24;
const STOPPED = { workbook: "workbook", empty: "emptyFile", "no-rows": "noRows" } as const;

/** What the file holds as the import will read it: summary, unknown columns, first rows, bad rows. */
export function LotFilePreview({ preview }: { preview: Preview }) {
  const t = useTranslations("lotFile");
  const { stopped } = preview;
  if (stopped)
    return (
      <>
        <Notice role="alert" tone="fault" title={t(stopped === "no-rows" ? "noModules" : "cannotRead")}>
          {typeof stopped === "string" && t(STOPPED[stopped])}
        </Notice>
        {typeof stopped === "object" && <RowProblems problems={[stopped]} />}
      </>
    );
  const good = preview.rows - preview.badRows;
  return (
    <section className="mt-6">
      <h2 className="font-semibold">{t("review")}</h2>
      <p role="status" className="mt-1">
        {t("summary", { good, bad: preview.badRows })}{" "}
        <span className="text-ink-muted">{t("encoding", { encoding: preview.encoding.toUpperCase() })}</span>
      </p>
      {!preview.whole && <p className="mt-1 text-ink-muted">{t("onlyBeginning")}</p>}
      {!preview.compared && <p className="mt-1 text-ink-muted">{t("notCompared")}</p>}
      {preview.unknown.length > 0 && (
        <Notice title={t("unknownColumns")}>
          <span translate="no">{preview.unknown.join(", ")}</span>
          <p className="text-sm text-ink-muted">{t("unknownColumnsText")}</p>
        </Notice>
      )}
      {preview.format === "csv" && preview.firstRows.length > 0 && (
        <div className="mt-3">
          <Table
            caption={t("firstRows")}
            showCaption
            columns={preview.names.map((name, at) => ({ key: `${at}`, label: name }))}
            rows={preview.firstRows.map((cells, at) => ({
              key: `${at}`,
              cells: preview.names.map((name, column) => (
                <span key={name} translate="no" className="font-mono">
                  {short(cells[column] ?? "")}
                </span>
              )),
            }))}
          />
        </div>
      )}
      {preview.problems.length > 0 && (
        <div className="mt-6">
          <h2 className="mb-3 font-semibold">{t("toCorrect")}</h2>
          <RowProblems problems={preview.problems} />
        </div>
      )}
    </section>
  );
}

function short(cell: string): string {
  return cell.length > CELL_SIGNS ? `${cell.slice(0, CELL_SIGNS)}…` : cell;
}
