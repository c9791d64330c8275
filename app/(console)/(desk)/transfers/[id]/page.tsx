import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge.tsx";
import { DownloadLink } from "@/components/ui/button.tsx";
import { Facts } from "@/components/ui/facts.tsx";
import { GroupedText } from "@/components/ui/grouped-text.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { consignmentPlace, queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { followOperation } from "../../../follow-operation.ts";
import { sentencesOf } from "../../../outcome-of.ts";
import { Denied } from "../../denied.tsx";
import { TransferState } from "../../inbox/transfer-state.tsx";
import { memberName } from "../../member-name.ts";
import { guardWords } from "../../swap-guard/guard-words.ts";
import { acceptTransfer } from "./actions.ts";
import { CloseTransfer } from "./close-transfer.tsx";
import { Disputed } from "./disputed.tsx";
import { ExpectedTree } from "./expected-tree.tsx";
import { HandInConsignment } from "./hand-in-consignment.tsx";
import { ReceiveForm } from "./receive-form.tsx";

/** Of the address that takes a consignment file. */
const HAND_IN_CODES = ["consignment-wrong", "body-missing", "not-found"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transfer"))("title") };
}

export default async function TransferPage({ params }: PageProps<"/transfers/[id]">) {
  const actor = await requireActor();
  const { id } = await params;
  const transfer = /^[0-9a-f]{32}$/.test(id) ? await queries().transfer(actor.member, id) : undefined;
  if (!transfer) notFound();
  const t = await getTranslations("transfer");
  const format = await getFormatter();
  const receiving = transfer.to === actor.member;
  const open = transfer.status === "offered" && !transfer.expired;
  const from = await memberName(transfer.from);
  const to = await memberName(transfer.to);
  const { kept, receiverIsHere } = await consignmentPlace(transfer.id);
  const mayAccept = mayDo(actor, "accept").ok;
  return (
    <>
      <PageHeading
        title={
          <span className="flex flex-wrap items-center gap-3">
            {receiving ? t("fromTitle", { name: from }) : t("toTitle", { name: to })}
            <TransferState transfer={transfer} />
          </span>
        }
        purpose={receiving && open ? t("receivePurpose") : t("purpose")}
      >
        {transfer.status === "offered" && <CloseTransfer transfer={transfer} actor={actor} />}
      </PageHeading>
      <Facts
        facts={[
          { label: t("from"), value: from },
          { label: t("to"), value: to },
          { label: t("modules"), value: format.number(transfer.modules) },
          { label: t("offeredAt"), value: <TimeText time={transfer.offeredAt} /> },
          transfer.closedAt
            ? { label: t("closedAt"), value: <TimeText time={transfer.closedAt} /> }
            : { label: t("expiresAt"), value: <TimeText time={transfer.expiresAt} /> },
          ...(transfer.reason ? [{ label: t("reason"), value: transfer.reason }] : []),
          { label: t("number"), value: <GroupedText text={transfer.id} copy /> },
        ]}
      />
      {transfer.status === "offered" && transfer.expired && (
        <Notice title={t("expiredTitle")}>{t(receiving ? "expiredReceiver" : "expiredGiver")}</Notice>
      )}
      {receiving && open && !kept && (
        <>
          <Notice title={t("unchecked")}>{t("uncheckedText")}</Notice>
          {mayAccept && <HandInConsignment transferId={transfer.id} sentences={await sentencesOf(HAND_IN_CODES)} />}
        </>
      )}
      {!receiving && open && kept && !receiverIsHere && (
        <Section title={t("consignment")} text={t("consignmentText", { name: to })}>
          <DownloadLink href={`/api/v1/transfers/${transfer.id}/consignment-file`}>
            {t("consignmentDownload")}
          </DownloadLink>
        </Section>
      )}
      {transfer.except.length > 0 && (
        <Section
          title={t("differences")}
          text={t(
            receiving ? "differencesText" : transfer.waiting > 0 ? "differencesWaiting" : "differencesDealtWith",
            { name: from },
          )}
        >
          <Table
            caption={t("differences")}
            columns={[
              { key: "name", label: t("thing") },
              { key: "reason", label: t("reason") },
              { key: "note", label: t("note") },
              ...(receiving ? [] : [{ key: "now", label: t("now") }]),
            ]}
            rows={transfer.except.map((exception) => ({
              key: exception.item,
              cells: [
                <Disputed key="name" thing={exception} isMine={!receiving} />,
                reasonOf(t, exception.reason),
                exception.note ?? "–",
                ...(receiving
                  ? []
                  : [
                      <Badge key="now" mark={exception.waits ? "notice" : "done"}>
                        {t(exception.waits ? "waits" : "dealtWith")}
                      </Badge>,
                    ]),
              ],
            }))}
          />
        </Section>
      )}
      {receiving && open ? (
        mayAccept ? (
          <ReceiveForm
            transferId={transfer.id}
            items={transfer.items}
            action={acceptTransfer}
            follow={followOperation}
            idempotencyKey={crypto.randomUUID()}
            guardWords={await guardWords()}
          />
        ) : (
          <Denied memberName={actor.memberName} />
        )
      ) : (
        <Section title={t("contents")}>
          <ExpectedTree items={transfer.items} />
        </Section>
      )}
    </>
  );
}

const REASONS = {
  missing: "missing",
  damaged: "damaged",
  "wrong-item": "wrong-item",
  "data-error": "data-error",
} as const;

function reasonOf(t: Awaited<ReturnType<typeof getTranslations<"transfer">>>, reason: string): string {
  return reason in REASONS ? t(`reasonOf.${REASONS[reason as keyof typeof REASONS]}`) : reason;
}
