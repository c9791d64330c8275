import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Facts } from "@/components/ui/facts.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Section } from "@/components/ui/section.tsx";
import { Table } from "@/components/ui/table.tsx";
import { TimeText } from "@/components/ui/time-text.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { eventLine } from "../event-line.ts";
import { ListPager } from "../list-pager.tsx";
import { textParams } from "../params.ts";
import { EntryHash } from "./entry-hash.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("events") };
}

export default async function EventsPage({ searchParams }: PageProps<"/events">) {
  const actor = await requireActor();
  const t = await getTranslations("events");
  const kinds = await getTranslations("event");
  const words = await getTranslations("ledger");
  const params = await textParams(searchParams, "cursor");
  const [{ ledger }, { items, nextCursor }] = await Promise.all([
    queries().dashboard(actor.member),
    queries().events(actor.member, params),
  ]);
  const mayCorrect = mayDo(actor, "correct").ok;
  const lines = await Promise.all(items.map(eventLine));
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <Facts
        facts={[
          { label: t("kind"), value: words(ledger.kind) },
          { label: t("height"), value: t("entries", { count: ledger.height }) },
          { label: t("newest"), value: ledger.newestAt ? <TimeText time={ledger.newestAt} /> : "–" },
          {
            label: t("checkpoint"),
            value: (
              <a className="link" href="/log/checkpoint">
                /log/checkpoint
              </a>
            ),
          },
        ]}
      />
      <Notice title={words(ledger.kind === "fabric" ? "fabricTitle" : "embeddedTitle")}>
        {words(ledger.kind === "fabric" ? "fabricText" : "embeddedText")}
      </Notice>
      <Section title={t("own")}>
        {items.length === 0 ? (
          <EmptyState title={t("empty")} />
        ) : (
          <Table
            caption={t("own")}
            columns={[
              { key: "index", label: t("entry"), number: true },
              { key: "kind", label: t("what") },
              { key: "by", label: t("by") },
              { key: "time", label: t("time") },
              { key: "hash", label: t("hash") },
            ]}
            rows={items.map((event, at) => ({
              key: event.eventHash,
              cells: [
                event.index,
                <span key="what">
                  {kinds(event.kind)}
                  <span className="block text-sm text-ink-muted">{lines[at]}</span>
                </span>,
                <span key="by" className="md:whitespace-nowrap">
                  {event.actorName}
                </span>,
                <TimeText key="time" time={event.time} />,
                <EntryHash key="hash" event={event} mayCorrect={mayCorrect && event.actor === actor.member} />,
              ],
            }))}
          />
        )}
      </Section>
      <ListPager path="/events" params={params} nextCursor={nextCursor} />
    </>
  );
}
