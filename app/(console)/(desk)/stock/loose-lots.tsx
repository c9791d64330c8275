import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { LotRow } from "@/lib/usecases/queries.ts";
import { lotPath } from "../lots/lot-table.tsx";

/** Modules that have not moved since their lot was released: one row a lot, with the way to its modules. */
export async function LooseLots({ lots }: { lots: readonly LotRow[] }) {
  if (lots.length === 0) return null;
  const t = await getTranslations("stock");
  return (
    <section aria-label={t("untouched")} className="my-4">
      <h2 className="mb-2 font-semibold">{t("untouched")}</h2>
      <ul className="panel divide-y divide-line">
        {lots.map((lot) => (
          <li key={lot.subject} className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-1 md:min-h-9">
            <Link className="link" href={lotPath(lot.lotId)}>
              {t("looseOf", { count: lot.untouched, lot: lot.lotId })}
            </Link>
            <span className="text-ink-muted" translate="no">
              {lot.product.partNumber}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
