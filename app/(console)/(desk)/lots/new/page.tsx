import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { Stepper } from "@/components/ui/stepper.tsx";
import { mayUse } from "@/lib/server/api/permission.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { sentencesOf } from "../../../outcome-of.ts";
import { Denied } from "../../denied.tsx";
import { NoMaker } from "../../no-maker.tsx";
import { textParams } from "../../params.ts";
import { LotFileStep } from "./lot-file-step.tsx";
import { LOT_FIELDS, lotFormPath, lotOfFields } from "./lot-form-path.ts";
import { ProductStep } from "./product-step.tsx";

const PRODUCTS_SHOWN = 200;
/** Of the address that takes lot files. */
const LOT_FILE_CODES = [
  "multipart-malformed",
  "content-type",
  "json-malformed",
  "too-large",
  "too-many-imports",
  "outbox-full",
  "input-invalid",
  "idempotency-key-reused",
] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newLot"))("title") };
}

/** The first step lives in the URL, so that one can leave, come back, and ask nothing twice. */
export default async function NewLotPage({ searchParams }: PageProps<"/lots/new">) {
  const actor = await requireActor();
  const t = await getTranslations("newLot");
  const heading = <PageHeading title={t("title")} purpose={t("purpose")} />;
  const member = await queries().memberOf(actor.member);
  if (!member?.roles.includes("maker"))
    return (
      <>
        {heading}
        <NoMaker />
      </>
    );
  if (!mayUse(actor, "lots:write").ok)
    return (
      <>
        {heading}
        <Denied memberName={actor.memberName} />
      </>
    );
  const given = await textParams(searchParams, ...LOT_FIELDS, "edit");
  const { items: products } = await queries().products(actor.member, { limit: PRODUCTS_SHOWN });
  if (products.length === 0)
    return (
      <>
        {heading}
        <EmptyState title={t("noProduct")} text={t("noProductText")}>
          <ButtonLink href="/products/new">{t("declareProduct")}</ButtonLink>
        </EmptyState>
      </>
    );
  const lot = lotOfFields(
    given,
    products.find(({ subject }) => subject === given.product),
  );
  const taken = lot && (await queries().lot(actor.member, lot.lotId));
  const ready = lot && !taken && !given.edit;
  const steps = { label: t("steps"), steps: [t("step1"), t("step2"), t("step3"), t("step4")] };
  return (
    <>
      {heading}
      {ready ? (
        <LotFileStep
          lot={lot}
          memberName={actor.memberName}
          idempotencyKey={crypto.randomUUID()}
          steps={steps}
          sentences={await sentencesOf(LOT_FILE_CODES)}
          editPath={lotFormPath(actor.member, lot, "product")}
        >
          <noscript>
            <Notice title={t("noScript")}>{t("noScriptText")}</Notice>
          </noscript>
        </LotFileStep>
      ) : (
        <>
          <Stepper {...steps} current={0} />
          <ProductStep
            products={products}
            labelKeys={await usableKeys(actor.member)}
            given={given}
            taken={taken !== undefined}
          />
        </>
      )}
    </>
  );
}

/** Keys that can sign the labels of a lot today. */
async function usableKeys(member: string) {
  const now = new Date().toISOString();
  const keys = await queries().labelKeys(member);
  return keys.filter(
    ({ revokedAt, notBefore, notAfter, issued, quota }) =>
      revokedAt === null && notBefore <= now && now < notAfter && issued < quota,
  );
}
