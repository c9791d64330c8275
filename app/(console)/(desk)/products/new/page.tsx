import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { declareProduct } from "@/lib/usecases/commands.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { followOperation } from "../../../follow-operation.ts";
import { Denied } from "../../denied.tsx";
import { NoMaker } from "../../no-maker.tsx";
import { declare } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("products"))("new") };
}

export default async function NewProductPage() {
  const actor = await requireActor();
  const t = await getTranslations("products");
  const field = await getTranslations("field");
  const optional = (await getTranslations("ui"))("optional");
  const member = await queries().memberOf(actor.member);
  const vendorNames = member?.vendorNames ?? [];
  const heading = <PageHeading title={t("new")} purpose={t("newPurpose")} />;
  if (!member?.roles.includes("maker"))
    return (
      <>
        {heading}
        <NoMaker />
      </>
    );
  if (!mayDo(actor, "declare-product").ok)
    return (
      <>
        {heading}
        <Denied memberName={actor.memberName} />
      </>
    );
  return (
    <>
      {heading}
      <ActionForm
        action={declare}
        follow={followOperation}
        idempotencyKey={crypto.randomUUID()}
        emptied
        label={t("new")}
        className="max-w-[640px]"
      >
        <SelectField
          name="vendorName"
          label={field("vendorName")}
          hint={t("vendorHint")}
          choices={vendorNames.map((name) => ({ value: name, label: name }))}
          required
        />
        <TextField
          name="partNumber"
          label={field("partNumber")}
          hint={t("partNumberHint")}
          mono
          required
          maxLength={40}
        />
        <TextField name="revision" label={field("revision")} optional={optional} mono maxLength={16} />
        <SelectField
          name="formFactor"
          label={field("formFactor")}
          empty={t("choose")}
          choices={declareProduct.shape.formFactor.options.map((value) => ({ value, label: value }))}
          required
        />
        <TextField name="media" label={field("media")} hint={t("mediaHint")} required maxLength={64} />
        <TextField name="description" label={field("description")} optional={optional} maxLength={200} />
        <TextField
          name="gtin"
          label={field("gtin")}
          hint={t("gtinHint")}
          optional={optional}
          inputMode="numeric"
          mono
        />
        <SubmitButton>{t("declare")}</SubmitButton>
      </ActionForm>
    </>
  );
}
