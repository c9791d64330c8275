import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeading } from "@/components/ui/page-heading.tsx";
import { requireActor } from "@/lib/server/session.ts";
import { mayDo } from "@/lib/usecases/may.ts";
import { followOperation } from "../../../follow-operation.ts";
import { chosenItems } from "../../chosen-items.ts";
import { Denied } from "../../denied.tsx";
import { findReturnable, findVisible } from "../../find-item.ts";
import { ItemsForm } from "../../items-form.tsx";
import { lookUpAny, lookUpReturned } from "../../look-up.ts";
import { textParams } from "../../params.ts";
import { guardWords } from "../../swap-guard/guard-words.ts";
import { SwapGuard } from "../../swap-guard/swap-guard.tsx";
import { isRecordName, isSingle, RECORDS } from "../kinds.ts";
import { recordThings } from "./actions.ts";
import { ListFields } from "./list-fields.tsx";
import { SingleForm } from "./single-form.tsx";

/** What came back is held against its record before it is taken for what went out. */
const COMES_BACK: readonly string[] = ["returns", "inspections"];

export async function generateMetadata({ params }: PageProps<"/record/[what]">): Promise<Metadata> {
  const { what } = await params;
  return { title: (await getTranslations("record"))(isRecordName(what) ? `${what}.title` : "title") };
}

export default async function RecordOnePage({ params, searchParams }: PageProps<"/record/[what]">) {
  const actor = await requireActor();
  const { what } = await params;
  if (!isRecordName(what)) notFound();
  const t = await getTranslations("record");
  const { item, event, recall } = await textParams(searchParams, "item", "event", "recall");
  return (
    <>
      <PageHeading title={t(`${what}.title`)} purpose={t(`${what}.purpose`)} />
      {!mayDo(actor, RECORDS[what]).ok && <Denied memberName={actor.memberName} />}
      {mayDo(actor, RECORDS[what]).ok && isSingle(what) && (
        <SingleForm what={what} given={{ item, event, recall }} idempotencyKey={crypto.randomUUID()} />
      )}
      {mayDo(actor, RECORDS[what]).ok && COMES_BACK.includes(what) && <SwapGuard words={await guardWords()} />}
      {mayDo(actor, RECORDS[what]).ok && !isSingle(what) && (
        <ItemsForm
          words="record"
          action={recordThings}
          follow={followOperation}
          lookUp={what === "returns" ? lookUpReturned : lookUpAny}
          chosen={await chosenItems(actor.member, searchParams, what === "returns" ? findReturnable : findVisible)}
          idempotencyKey={crypto.randomUUID()}
          label={t(`${what}.title`)}
          submit={t(`${what}.submit`)}
          promise={t(`${what}.promise`)}
        >
          <input type="hidden" name="record" value={what} />
          <ListFields what={what} />
        </ItemsForm>
      )}
    </>
  );
}
