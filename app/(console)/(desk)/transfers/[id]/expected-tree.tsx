import { getTranslations } from "next-intl/server";
import type { TransferItem } from "@/lib/usecases/queries.ts";

/** What was offered, down to the modules. */
export async function ExpectedTree({ items }: { items: readonly TransferItem[] }) {
  const t = await getTranslations("transfer");
  return (
    <ul className="panel divide-y divide-line">
      {items.map((item) => (
        <li key={item.subject} className="px-4 py-2">
          {item.items.length === 0 ? (
            // A module; or a carton of an offer that came to nothing, of which only the giver knows what is inside.
            <OneThing item={item} />
          ) : (
            <details>
              <summary className="min-h-8">
                <span className="font-mono" translate="no">
                  {item.name}
                </span>{" "}
                <span className="text-ink-muted">{t("carton", { count: item.items.length })}</span>
              </summary>
              <div className="mt-2">
                <ExpectedTree items={item.items} />
              </div>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function OneThing({ item }: { item: TransferItem }) {
  return (
    <span className="flex flex-wrap gap-x-4">
      <span className="font-mono" translate="no">
        {item.name}
      </span>
      <span className="text-ink-muted">{item.partNumber}</span>
    </span>
  );
}
