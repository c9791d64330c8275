import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/ui/facts.tsx";
import { ExactText, GroupedText } from "@/components/ui/grouped-text.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import { LotState } from "../../lot-state.tsx";
import { segmentOf } from "../../params.ts";
import { PathTabs } from "../../path-tabs.tsx";
import { lotPath } from "../lot-table.tsx";
import { GateFindings } from "./gate-findings.tsx";
import { LotActions } from "./lot-actions.tsx";
import { lotOf } from "./lot-of.ts";
import { LotShares } from "./lot-shares.tsx";
import { Withdrawal } from "./withdrawal.tsx";

export async function generateMetadata({ params }: LayoutProps<"/lots/[lotId]">): Promise<Metadata> {
  return { title: segmentOf((await params).lotId) };
}

export default async function LotLayout({ params, children }: LayoutProps<"/lots/[lotId]">) {
  const { actor, lot } = await lotOf((await params).lotId);
  const t = await getTranslations("lot");
  const path = lotPath(lot.lotId);
  const gate = await queries().lotGate(actor.member, lot.lotId);
  return (
    <>
      <PageHeading
        title={
          <span className="flex flex-wrap items-center gap-3">
            <span translate="no">{lot.lotId}</span>
            <LotState status={lot.status} />
          </span>
        }
        purpose={t("purpose", {
          count: lot.count,
          partNumber: lot.product.partNumber,
          vendorName: lot.product.vendorName,
        })}
      />
      <Withdrawal lot={lot} />
      <GateFindings gate={gate} />
      <LotActions lot={lot} actor={actor} gate={gate} />
      <LotShares lot={lot} />
      <div className="mt-6">
        <Facts
          facts={[
            { label: t("madeOn"), value: lot.site ? `${lot.madeOn} · ${lot.site}` : lot.madeOn },
            { label: t("product"), value: <ExactText text={lot.product.partNumber} /> },
            { label: t("registered"), value: <TimeText time={lot.registeredAt} /> },
            ...(lot.releasedAt ? [{ label: t("released"), value: <TimeText time={lot.releasedAt} /> }] : []),
            { label: t("root"), value: <GroupedText text={lot.root} copy size={8} /> },
          ]}
        />
      </div>
      <PathTabs
        label={t("parts")}
        tabs={[
          { href: path, label: t("modules") },
          { href: `${path}/labels`, label: t("labels") },
          { href: `${path}/cartons`, label: t("cartons") },
          { href: `${path}/events`, label: t("events") },
        ]}
      />
      {children}
    </>
  );
}
