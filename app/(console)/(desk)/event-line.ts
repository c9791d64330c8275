import { getLocale, getTranslations } from "next-intl/server";
import { eventSentence } from "@/lib/domain/verify/event-sentence.ts";
import type { EventRow } from "@/lib/usecases/queries.ts";
import { sentenceOf } from "../outcome-of.ts";

/** What one event says, in the reader's language: a line of a history. */
export async function eventLine({ facts }: EventRow): Promise<string> {
  const { broken } = facts;
  const language = await getLocale();
  if (broken === null) return eventSentence(facts, language);
  const said = (await getTranslations("event"))("broken");
  // A sentence of an older version has no code to be said by in another language.
  const why =
    broken.code === null && language !== "en" ? undefined : await sentenceOf({ ...broken, code: broken.code ?? "" });
  return [said, why].filter(Boolean).join(" ");
}
