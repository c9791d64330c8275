import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { RefreshWhile } from "@/components/ui/refresh-while.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { ListPager } from "../../list-pager.tsx";
import { textParams } from "../../params.ts";
import { JobList } from "../job-list.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("jobs") };
}

export default async function JobsPage({ searchParams }: PageProps<"/jobs">) {
  const actor = await requireActor();
  const t = await getTranslations("jobs");
  const params = await textParams(searchParams, "cursor");
  const maker = (await queries().memberOf(actor.member))?.roles.includes("maker") ?? false;
  const { items, nextCursor } = await queries().jobs(actor.member, params);
  return (
    <>
      <PageHeading title={t("title")} purpose={t(maker ? "purposeMaker" : "purpose")} />
      <RefreshWhile active={items.some(({ state }) => state === "queued" || state === "running")} everyMs={2000} />
      {items.length > 0 ? (
        <JobList jobs={items} />
      ) : (
        <EmptyState title={t("empty")} text={t(maker ? "emptyTextMaker" : "emptyText")} />
      )}
      <ListPager path="/jobs" params={params} nextCursor={nextCursor} />
    </>
  );
}
