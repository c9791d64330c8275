import { getFormatter, getTranslations } from "next-intl/server";
import type { LotRow } from "@/lib/usecases/queries.ts";

/** How far the lot has come, as one path: sold, packed, loose. They add up to the lot. The words beneath say the same. */
export async function LotShares({ lot }: { lot: LotRow }) {
  const t = await getTranslations("lot");
  const format = await getFormatter();
  const part = (count: number) => (lot.count > 0 ? (count / lot.count) * 100 : 0);
  const sold = part(lot.sold);
  const packed = part(lot.packed);
  const shares = [
    { key: "sold", label: t("sold"), count: lot.sold },
    { key: "packed", label: t("packed"), count: lot.packed },
    { key: "loose", label: t("loose"), count: lot.count - lot.sold - lot.packed },
  ];
  return (
    <div>
      <svg width="100%" height="10" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <line
          x1="0"
          y1="5"
          x2="100"
          y2="5"
          stroke="var(--line-strong)"
          strokeWidth="1"
          vectorEffect="non-scaling-stroke"
        />
        {sold + packed > 0 && (
          <line
            x1="0"
            y1="5"
            x2={sold + packed}
            y2="5"
            stroke="var(--accent)"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        )}
        {sold > 0 && (
          <line
            x1="0"
            y1="5"
            x2={sold}
            y2="5"
            stroke="var(--accent)"
            strokeWidth="6"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <dl className="mt-1 flex flex-wrap gap-x-6 text-sm">
        {shares.map(({ key, label, count }) => (
          <div key={key} className="flex gap-2">
            <dt className="text-ink-muted">{label}</dt>
            <dd className="font-semibold">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
