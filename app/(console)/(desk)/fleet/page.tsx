import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { sentencesOf } from "../../outcome-of.ts";
import { JobStateBadge } from "../jobs/job-state.tsx";
import { SendCaptures } from "./send-captures.tsx";

/** Of the address that takes captures. */
const CAPTURES_CODES = [
  "multipart-malformed",
  "too-large",
  "too-many-imports",
  "input-invalid",
  "idempotency-key-reused",
] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet"))("title") };
}

export default async function FleetPage() {
  const actor = await requireActor();
  const t = await getTranslations("fleet");
  const { items } = await queries().jobs(actor.member, { limit: 100 });
  const checks = items.filter(({ kind }) => kind === "check-fleet");
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <SendCaptures idempotencyKey={crypto.randomUUID()} sentences={await sentencesOf(CAPTURES_CODES)} />
      {checks.length > 0 && (
        <Section title={t("earlier")}>
          <ul className="panel divide-y divide-line">
            {checks.map((job) => (
              <li key={job.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-2">
                <Link href={`/fleet/${job.id}`} className="link inline-flex min-h-11 items-center">
                  <TimeText time={job.createdAt} />
                </Link>
                <span className="flex items-center gap-3">
                  {t("modules", { count: job.done })} <JobStateBadge state={job.state} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
