import Image from "next/image";
import { placeOnSheet, placesOn, type Sheet } from "@/lib/domain/label/sheet.ts";

type Props = {
  caption: string;
  sheet: Sheet;
  /** First free place, from 1. */
  start: number;
  count: number;
  /** Address of a specimen as an image; it is shown in its true size. */
  sample: string;
  sampleText: string;
};

/** The first sheet in proportion: used places, places that are printed now, and one label in its true size. Paper is white in every theme. */
export function SheetPlan({ caption, sheet, start, count, sample, sampleText }: Props) {
  const { width, height } = sheet.page;
  const places = Array.from({ length: placesOn(sheet) }, (_, at) => ({ at, ...placeOnSheet(sheet, at) }));
  return (
    <figure>
      <figcaption className="mb-2 text-sm text-ink-muted">{caption}</figcaption>
      <div className="flex flex-wrap items-start gap-6">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={caption}
          className="h-auto w-56 max-w-full border border-line-strong bg-paper"
        >
          {places.map(({ at, left, top }) => {
            const printed = at >= start - 1 && at < start - 1 + count;
            return (
              <rect
                key={at}
                x={left}
                y={top}
                width={sheet.label.width}
                height={sheet.label.height}
                fill={printed ? "#d9f0f5" : at < start - 1 ? "#e3e7eb" : "#ffffff"}
                stroke={printed ? "#006279" : "#9aa6b1"}
                strokeWidth={width / 400}
                strokeDasharray={printed ? undefined : "2 2"}
              />
            );
          })}
        </svg>
        <div className="min-w-0 grow" style={{ flexBasis: `${sheet.label.width}mm` }}>
          <p className="mb-2 text-sm text-ink-muted">{sampleText}</p>
          <Image
            src={sample}
            alt={sampleText}
            width={sheet.label.width * 4}
            height={sheet.label.height * 4}
            unoptimized
            style={{ width: `${sheet.label.width}mm`, height: "auto" }}
            className="max-w-full border border-line bg-paper"
          />
        </div>
      </div>
    </figure>
  );
}
