import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { Denied } from "../denied.tsx";
import { isOffered, RECORDS, type RecordName } from "./kinds.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("record") };
}

export default async function RecordPage() {
  const actor = await requireActor();
  const t = await getTranslations("record");
  const roles = (await queries().memberOf(actor.member))?.roles ?? [];
  const names = (Object.keys(RECORDS) as RecordName[]).filter(
    (name) => mayDo(actor, RECORDS[name]).ok && isOffered(name, roles),
  );
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      {names.length === 0 ? (
        <Denied memberName={actor.memberName} />
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {names.map((name) => (
            <li key={name}>
              <Link
                href={`/record/${name}`}
                className="block h-full min-h-20 rounded-[6px] border border-line-strong bg-panel p-4 hover:border-accent hover:text-accent"
              >
                <span className="block font-semibold">{t(`${name}.title`)}</span>
                <span className="block text-sm text-ink-muted">{t(`${name}.purpose`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
