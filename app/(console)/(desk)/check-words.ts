import { getLocale } from "next-intl/server";
import { messagesIn } from "@/components/public/messages.ts";

/** Names of fields and rules, as /check says them, in the language of the console. */
export async function checkWords() {
  return messagesIn(await getLocale()).check;
}
