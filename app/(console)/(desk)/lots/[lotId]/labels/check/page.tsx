import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CheckLabels } from "@/components/label/check-labels.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { mayUse } from "@/lib/server/api/permission.ts";
import { labelBook } from "@/lib/server/composition.ts";
import { lotPath } from "../../../lot-table.tsx";
import { lotOf } from "../../lot-of.ts";
import { checkLabel } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("labelCheck"))("title") };
}

/** After the labels were stuck on: each is scanned from its module. */
export default async function CheckPage({ params }: PageProps<"/lots/[lotId]/labels/check">) {
  const { actor, lot } = await lotOf((await params).lotId);
  const t = await getTranslations("labelCheck");
  if (!mayUse(actor, "labels:write").ok) return <EmptyState title={t("notYours")} text={t("notYoursText")} />;
  const counts = await labelBook(actor.member).counts(lot.subject);
  return (
    <div className="max-w-[640px]">
      <CheckLabels lotId={lot.lotId} modules={lot.count} counts={counts} check={checkLabel} />
      <ButtonLink look="plain" className="-ml-2" href={`${lotPath(lot.lotId)}/labels`}>
        {t("back")}
      </ButtonLink>
    </div>
  );
}
