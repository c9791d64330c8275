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
  const maker = member?.roles.includes("maker") ?? false;
  const numbers = [
    { label: t("held"), value: dashboard.modulesHeld, href: "/stock" },
    ...(maker ? [{ label: t("toRelease"), value: dashboard.lotsToRelease, href: "/lots?status=registered" }] : []),
    { label: t("offersIn"), value: dashboard.offersIn, href: "/inbox" },
    { label: t("offersOut"), value: dashboard.offersOut, href: "/outbox" },
    { label: t("alerts"), value: alerts.reduce((sum, { open }) => sum + open, 0), href: "/alerts" },
  ];
  return (
    <>
      <PageHeading title={actor.memberName} purpose={t("purpose")} />
      {!maker && <BigActions offersIn={dashboard.offersIn} />}
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
        {numbers.map(({ label, value, href }) => (
          <li key={href}>
            <Link href={href} className="panel block h-full p-4 hover:border-accent">
              <span className="block text-2xl leading-tight font-semibold">{format.number(value)}</span>
              <span className="text-sm text-ink-muted">{label}</span>
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
          {dashboard.ledger.newestAt && (
            <>
              {t("newest")} <TimeText time={dashboard.ledger.newestAt} />.
            </>
          )}
        </p>
      </Section>
    </>
  );
}
