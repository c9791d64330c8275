import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { parseLabelUri } from "@/lib/domain/label/label-uri.ts";
import { cleanScan } from "@/lib/domain/label/scan-text.ts";
import { parseSscc } from "@/lib/domain/label/sscc.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { textParams } from "../params.ts";
import { SearchForm } from "../search-form.tsx";
import { ModuleTable } from "./module-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("lookUp") };
}

export default async function ModulesPage({ searchParams }: PageProps<"/modules">) {
  const actor = await requireActor();
  const t = await getTranslations("modules");
  const { search } = await textParams(searchParams, "search");
  const text = search && cleanScan(search);
  const sscc = text && ssccOf(text);
  if (sscc) redirect(`/containers/${sscc}`);
  const found = text ? await queries().findModules(actor.member, text) : undefined;
  if (found?.length === 1) redirect(`/modules/${found[0]!.labelId}`);
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      <SearchForm
        action="/modules"
        label={t("searchLabel")}
        hint={t("searchHint")}
        button={t("search")}
        value={search}
      />
      {found?.length === 0 && <EmptyState title={t("none")} text={t("noneText")} />}
      {found && found.length > 1 && (
        <>
          <p className="mb-3">{t("several", { count: found.length })}</p>
          <ModuleTable modules={found} caption={t("title")} />
        </>
      )}
    </>
  );
}

function ssccOf(text: string): string | undefined {
  const link = parseLabelUri(text);
  if (link.ok) return link.value.kind === "sscc" ? link.value.sscc : undefined;
  const sscc = parseSscc(text);
  return sscc.ok ? sscc.value : undefined;
}
