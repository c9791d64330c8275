import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { TickedActions } from "@/components/ui/ticked-actions.tsx";
import type { ThingRow } from "@/lib/usecases/queries.ts";
import { followOperation } from "../../../follow-operation.ts";
import { unpackItems } from "./actions.ts";

type Props = {
  sscc: string;
  items: readonly ThingRow[];
  /** What another page wants taken out: ticked from the start. */
  take?: string;
};

/** What is inside, each with a tick: the ticked things are taken out. */
export async function ContentsForm({ sscc, items, take }: Props) {
  const t = await getTranslations("containers");
  return (
    <ActionForm
      action={unpackItems}
      follow={followOperation}
      idempotencyKey={crypto.randomUUID()}
      label={t("contents")}
    >
      <input type="hidden" name="sscc" value={sscc} />
      <ul className="panel divide-y divide-line">
        {items.map((item) => {
          const name = item.is === "module" ? item.serialNumber : item.sscc;
          const value = item.is === "module" ? item.labelId : item.sscc;
          return (
            <li key={item.subject} className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-1 md:min-h-9">
              <input
                type="checkbox"
                name="items"
                value={value}
                defaultChecked={value === take}
                aria-label={t("takeOutThing", { name })}
                className="size-6 md:size-4.5"
              />
              <Link
                className="link font-mono"
                translate="no"
                href={item.is === "module" ? `/modules/${item.labelId}` : `/containers/${item.sscc}`}
              >
                {name}
              </Link>
              <span className="text-ink-muted">
                {item.is === "module" ? item.partNumber : t("inside", { count: item.modules })}
              </span>
            </li>
          );
        })}
      </ul>
      <TickedActions of="items" hint={t("takeOutHint")}>
        <SubmitButton look="quiet">{t("takeOut")}</SubmitButton>
      </TickedActions>
    </ActionForm>
  );
}
