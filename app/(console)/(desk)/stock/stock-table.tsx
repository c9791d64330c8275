import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TickedActions } from "@/components/ui/ticked-actions.tsx";
import { queries } from "@/lib/server/composition.ts";
import type { ThingRow } from "@/lib/usecases/queries.ts";
import { movesByClick } from "../one-click.ts";
import { Whereabouts } from "../whereabouts.tsx";

/** What a member holds. Ticked things go along to the next page in its URL. */
export async function StockTable({ things }: { things: readonly ThingRow[] }) {
  const t = await getTranslations("stock");
  const marks = await getTranslations("stock.marks");
  const standings = await queries().standingsOf(things);
  return (
    <form method="get">
      {things.some(({ disputed }) => disputed) && (
        <p className="my-3 max-w-prose text-ink-muted">{t("disputedHint")}</p>
      )}
      <Table
        caption={t("title")}
        columns={[
          { key: "tick", label: t("choose") },
          { key: "name", label: t("thing") },
          { key: "what", label: t("what") },
          { key: "where", label: t("where") },
        ]}
        rows={things.map((thing) => {
          const name = thing.is === "module" ? thing.serialNumber : thing.sscc;
          const href = thing.is === "module" ? `/modules/${thing.labelId}` : `/containers/${thing.sscc}`;
          const standing = standings.get(thing.subject);
          const { obstacle = null, labelVoid = false } = standing ?? {};
          const stays = !movesByClick(thing, standing);
          const where = `where-${thing.subject}`;
          return {
            key: thing.subject,
            cells: [
              <input
                key="tick"
                type="checkbox"
                name="item"
                value={thing.is === "module" ? thing.labelId : thing.sscc}
                disabled={stays}
                aria-describedby={stays ? where : undefined}
                aria-label={t("chooseThing", { name })}
                className="size-6 md:size-4.5"
              />,
              <Link key="name" className="link font-mono" href={href} translate="no">
                {name}
              </Link>,
              thing.is === "module"
                ? t("moduleOf", { partNumber: thing.partNumber, lot: thing.lotId })
                : t("cartonOf", { count: thing.modules }),
              <span
                key="where"
                id={where}
                className="inline-flex flex-wrap items-center gap-x-3 gap-y-1 max-md:justify-end"
              >
                <Whereabouts row={thing} />
                {obstacle && <Badge mark="stopped">{marks(obstacle)}</Badge>}
                {thing.disputed && <Badge mark="stopped">{marks("disputed")}</Badge>}
                {labelVoid && <Badge mark="notice">{marks("labelVoid")}</Badge>}
              </span>,
            ],
          };
        })}
      />
      <TickedActions of="item" hint={t("chooseHint")}>
        <Button type="submit" formAction="/ship" look="quiet">
          {t("ship")}
        </Button>
        <Button type="submit" formAction="/sell" look="quiet">
          {t("sell")}
        </Button>
        <Button type="submit" formAction="/pack" look="quiet">
          {t("pack")}
        </Button>
      </TickedActions>
    </form>
  );
}
