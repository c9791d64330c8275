import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { SelectField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { Denied } from "../denied.tsx";
import { MoveForm } from "../move-form.tsx";
import { offerItems } from "./actions.ts";
import { partnersOf } from "./partners-of.ts";

const DAYS = [3, 7, 14, 30, 90];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("ship") };
}

export default async function ShipPage({ searchParams }: PageProps<"/ship">) {
  const actor = await requireActor();
  const t = await getTranslations("ship");
  const heading = (
    <PageHeading title={t("title")} purpose={t("purpose")}>
      <ButtonLink href="/stock" look="quiet">
        {t("fromStock")}
      </ButtonLink>
    </PageHeading>
  );
  if (!mayDo(actor, "offer").ok)
    return (
      <>
        {heading}
        <Denied memberName={actor.memberName} />
      </>
    );
  const recent = await queries().transfers(actor.member, { direction: "out", limit: 50 });
  const partners = partnersOf(actor.member, await queries().members(), recent.items);
  if (partners.length === 0)
    return (
      <>
        {heading}
        <EmptyState title={t("noPartner")} text={t("noPartnerText")} />
      </>
    );
  return (
    <>
      {heading}
      <MoveForm words="ship" action={offerItems} searchParams={searchParams}>
        <div className="grid max-w-[640px] gap-x-4 sm:grid-cols-[1fr_12rem]">
          <SelectField
            name="to"
            label={t("to")}
            empty={partners.length > 1 ? t("choose") : undefined}
            choices={partners.map(({ member, name }) => ({ value: member, label: name }))}
            required
          />
          <SelectField
            name="days"
            label={t("expires")}
            defaultValue="14"
            choices={DAYS.map((days) => ({ value: String(days), label: t("days", { days }) }))}
          />
        </div>
      </MoveForm>
    </>
  );
}
