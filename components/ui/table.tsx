import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { RowKeys } from "./row-keys.tsx";

export type Column = {
  readonly key: string;
  readonly label: string;
  readonly number?: boolean;
  readonly wide?: boolean;
  /** Its cells are sentences: they get room to be read, and others give it. */
  readonly text?: boolean;
  /** Its cells are buttons that say themselves what they do: the label is for screen readers. */
  readonly action?: boolean;
};
export type Row = { readonly key: string; readonly cells: readonly ReactNode[] };
type Props = { caption: string; showCaption?: boolean; columns: readonly Column[]; rows: readonly Row[] };

/** A dense table; on a phone each row becomes a card whose cells carry their column's name. Columns marked `wide` are left to large screens. */
export function Table({ caption, showCaption = false, columns, rows }: Props) {
  return (
    <RowKeys>
      <table className="w-full border-collapse text-left max-md:block md:text-sm">
        <caption className={showCaption ? "px-4 py-3 text-left font-semibold max-md:block" : "sr-only"}>
          {caption}
        </caption>
        <thead className="max-md:sr-only">
          <tr className="border-b border-line">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classNames(
                  "h-9 px-3 font-semibold whitespace-nowrap text-ink-muted xl:px-4",
                  column.number && "text-right",
                  column.wide && "max-xl:hidden",
                )}
              >
                {column.action ? <span className="sr-only">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <tr
              key={row.key}
              className="border-b border-line last:border-b-0 max-md:block max-md:px-4 max-md:py-3 md:hover:bg-page"
            >
              {columns.map((column, at) => (
                <td
                  key={column.key}
                  data-label={column.action ? undefined : column.label}
                  className={classNames(
                    column.wide ? "max-xl:hidden" : "max-md:flex",
                    "max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:py-1 max-md:before:shrink-0 max-md:before:text-sm max-md:before:text-ink-muted max-md:data-label:before:content-[attr(data-label)] md:h-9 md:px-3 md:py-1 xl:px-4",
                    column.number && "md:text-right",
                    column.action && "md:whitespace-nowrap",
                    column.text && "md:min-w-36 xl:min-w-64",
                    at === 0 && "max-md:font-semibold",
                  )}
                >
                  <span className="min-w-0 break-words max-md:text-right">{row.cells[at]}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </RowKeys>
  );
}
