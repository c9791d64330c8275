import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { RefreshWhile } from "@/components/ui/refresh-while.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { alertBook } from "@/lib/server/alert-desk.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { JobList } from "../jobs/job-list.tsx";
import { LotTable } from "../lots/lot-table.tsx";
import { BigActions } from "./big-actions.tsx";
import { FirstRun } from "./first-run.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("dashboard") };
}

export default async function DashboardPage() {
  const actor = await requireActor();
  const t = await getTranslations("dashboard");
  const format = await getFormatter();
  const [dashboard, member, alerts] = await Promise.all([
    queries().dashboard(actor.member),
    queries().memberOf(actor.member),
    alertBook().figures(actor.member),
  ]);
  const { newestAt } = dashboard.ledger;
  const maker = member?.roles.includes("maker") ?? false;
  const numbers = [
    { key: "held", value: dashboard.modulesHeld, href: "/stock" },
    ...(maker ? [{ key: "toRelease", value: dashboard.lotsToRelease, href: "/lots?status=registered" } as const] : []),
    { key: "offersIn", value: dashboard.offersIn, href: "/inbox" },
    { key: "offersOut", value: dashboard.offersOut, href: "/outbox" },
    ...(dashboard.differences > 0
      ? [{ key: "differences", value: dashboard.differences, href: "/outbox" } as const]
      : []),
    { key: "alerts", value: alerts.reduce((sum, { open }) => sum + open, 0), href: "/alerts" },
  ] as const;
  return (
    <>
      <PageHeading title={actor.memberName} purpose={t("purpose")} />
      {!maker && <BigActions offersIn={dashboard.offersIn} />}
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
        {numbers.map(({ key, value, href }) => (
          <li key={key} className="last:odd:max-sm:col-span-2">
            <Link href={href} className="panel block h-full p-4 hover:border-accent">
              <span className="block text-2xl leading-tight font-semibold">{format.number(value)}</span>
              <span className="text-sm text-ink-muted">{t(key, { count: value })}</span>
            </Link>
          </li>
        ))}
      </ul>
      {dashboard.runningJobs.length > 0 && (
        <Section title={t("running")}>
          <RefreshWhile active everyMs={2000} />
          <JobList jobs={dashboard.runningJobs} />
        </Section>
      )}
      {maker && (
        <Section title={dashboard.recentLots.length > 0 ? t("recentLots") : t("start")}>
          {dashboard.recentLots.length > 0 ? (
            <LotTable lots={dashboard.recentLots} caption={t("recentLots")} />
          ) : (
            <FirstRun />
          )}
        </Section>
      )}
      <Section title={t("ledger")}>
        <p className="text-ink-muted">
          {t("height", { height: dashboard.ledger.height })}{" "}
          {newestAt && t.rich("newest", { time: () => <TimeText time={newestAt} /> })}
        </p>
      </Section>
    </>
  );
}
