import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { LinkTabs } from "@/components/ui/link-tabs.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { Table } from "@/components/ui/table.tsx";
import { alertBook } from "@/lib/server/alert-desk.ts";
import { requireActor } from "@/lib/server/session.ts";
import { ListPager } from "../list-pager.tsx";
import { textParams } from "../params.ts";
import { AboutWhat, AlertState, DueText, Severity, stateOf } from "./alert-words.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("alerts"))("title") };
}

export default async function AlertsPage({ searchParams }: PageProps<"/alerts">) {
  const actor = await requireActor();
  const t = await getTranslations("alerts");
  const params = await textParams(searchParams, "cursor", "state");
  const closed = params.state === "closed";
  const book = alertBook();
  const [{ items, nextCursor }, figures] = await Promise.all([
    book.alerts(actor.member, {
      ...(params.cursor && { cursor: params.cursor }),
      state: closed ? "closed" : "unclosed",
    }),
    book.figures(actor.member),
  ]);
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")}>
        <ButtonLink href="/cases" look="quiet">
          {t("cases")}
        </ButtonLink>
        <ButtonLink href="/stock-counts" look="quiet">
          {t("stockCounts")}
        </ButtonLink>
      </PageHeading>
      <LinkTabs
        label={t("title")}
        current={closed ? "/alerts?state=closed" : "/alerts"}
        tabs={[
          { href: "/alerts", label: t("unclosed") },
          { href: "/alerts?state=closed", label: t("closed") },
        ]}
      />
      {items.length === 0 ? (
        <EmptyState title={closed ? t("emptyClosed") : t("empty")} text={t("emptyText")} />
      ) : (
        <Table
          caption={t("title")}
          columns={[
            { key: "number", label: t("number") },
            { key: "class", label: t("class"), text: true },
            { key: "about", label: t("about") },
            { key: "owner", label: t("owner"), wide: true },
            { key: "deadline", label: t("deadline") },
            { key: "state", label: t("state") },
          ]}
          rows={items.map((alert) => ({
            key: alert.number,
            cells: [
              <Link key="number" className="link whitespace-nowrap" href={`/alerts/${alert.number}`}>
                {alert.number}
              </Link>,
              <span key="class" className="inline-flex flex-wrap items-center gap-x-3 gap-y-1 max-md:justify-end">
                {t(`classes.${alert.class}`)}
                <Severity severity={alert.severity} />
              </span>,
              <AboutWhat key="about" alert={alert} />,
              alert.owner.name,
              <DueText key="due" alert={alert} />,
              <AlertState key="state" state={stateOf(alert)} />,
            ],
          }))}
        />
      )}
      <ListPager path="/alerts" params={params} nextCursor={nextCursor} />
      {figures.length > 0 && (
        <Section title={t("figures")} text={t("figuresText")}>
          <Table
            caption={t("figures")}
            columns={[
              { key: "class", label: t("class") },
              { key: "open", label: t("unclosed"), number: true },
              { key: "closed", label: t("closed"), number: true },
              { key: "false", label: t("falseAlarms"), number: true },
            ]}
            rows={figures.map((each) => ({
              key: each.class,
              cells: [t(`classes.${each.class}`), each.open, each.closed, each.falseAlarms],
            }))}
          />
        </Section>
      )}
    </>
  );
}
