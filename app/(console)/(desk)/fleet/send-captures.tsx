"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { askApi, type Sentences } from "../ask-api.ts";
import { SendFiles } from "../send-files.tsx";

/** Several files of captures, or one; they are sent whole, since the server reads them. */
export function SendCaptures({ idempotencyKey, sentences }: { idempotencyKey: string; sentences: Sentences }) {
  const t = useTranslations("fleet");
  const router = useRouter();
  const [key, setKey] = useState(idempotencyKey);

  async function send(files: readonly File[]) {
    const body = new FormData();
    for (const file of files) body.append("captures", file);
    const headers = { "Idempotency-Key": key };
    const answer = await askApi<{ id: string }>("/api/v1/fleet-checks", { body, headers }, sentences);
    if (answer.is === "taken") router.push(`/fleet/${answer.said.id}`);
    // What is sent after a refusal is another request; one that nobody answered keeps its key.
    else if (answer.sentence) setKey(crypto.randomUUID());
    return answer;
  }

  const words = { send: t("start"), busy: t("sending"), notTaken: t("notSent"), noAnswer: t("noAnswer") };
  return <SendFiles id="captures" label={t("files")} hint={t("filesHint")} multiple words={words} send={send} />;
}
