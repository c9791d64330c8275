import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TextField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { Denied } from "../denied.tsx";
import { MoveForm } from "../move-form.tsx";
import { textParams } from "../params.ts";
import { packItems } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("pack") };
}

export default async function PackPage({ searchParams }: PageProps<"/pack">) {
  const actor = await requireActor();
  const t = await getTranslations("pack");
  const { sscc } = await textParams(searchParams, "sscc");
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      {mayDo(actor, "pack").ok ? (
        <MoveForm words="pack" action={packItems} searchParams={searchParams}>
          <TextField
            name="sscc"
            label={t("sscc")}
            hint={t("ssccHint")}
            defaultValue={sscc}
            inputMode="numeric"
            maxLength={32}
            autoComplete="off"
            mono
            className="max-w-[640px]"
          />
        </MoveForm>
      ) : (
        <Denied memberName={actor.memberName} />
      )}
    </>
  );
}
