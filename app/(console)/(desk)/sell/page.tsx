import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TextField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { Denied } from "../denied.tsx";
import { MoveForm } from "../move-form.tsx";
import { sellItems } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("sell") };
}

export default async function SellPage({ searchParams }: PageProps<"/sell">) {
  const actor = await requireActor();
  const t = await getTranslations("sell");
  const optional = (await getTranslations("ui"))("optional");
  return (
    <>
      <PageHeading title={t("title")} purpose={t("purpose")} />
      {mayDo(actor, "sell").ok ? (
        <MoveForm
          words="sell"
          action={sellItems}
          searchParams={searchParams}
          confirm={{ title: t("confirmTitle"), text: t("confirmText") }}
        >
          <TextField
            name="reference"
            label={t("reference")}
            hint={t("referenceHint")}
            optional={optional}
            maxLength={200}
            autoComplete="off"
            className="max-w-[640px]"
          />
        </MoveForm>
      ) : (
        <Denied memberName={actor.memberName} />
      )}
    </>
  );
}
