"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { askApi, type Sentences } from "../../ask-api.ts";
import { SendFiles } from "../../send-files.tsx";

/** The giver's file, sent as it is: the server checks every leaf of it against the ledger. */
export function HandInConsignment({ transferId, sentences }: { transferId: string; sentences: Sentences }) {
  const t = useTranslations("consignment");
  const router = useRouter();

  async function send([file]: readonly File[]) {
    const address = `/api/v1/transfers/${transferId}/consignment-file`;
    const headers = { "content-type": "application/x-ndjson" };
    const answer = await askApi<object>(address, { body: file ?? "", headers }, sentences);
    if (answer.is === "taken") router.refresh();
    return answer;
  }

  const words = { send: t("send"), busy: t("checking"), notTaken: t("notTaken"), noAnswer: t("noAnswer") };
  return (
    <SendFiles
      id="consignment"
      label={t("handIn")}
      hint={t("handInHint")}
      accept=".ndjson,application/x-ndjson"
      words={words}
      send={send}
    />
  );
}
