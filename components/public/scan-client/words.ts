/** The sentences that the page carries for its script, in the page's language. */
import type en from "../../../messages/public/en.json";

export type Words = (typeof en)["scanner"]["said"];
export type Sentence = keyof Words;

export function wordsOf(page: Document): Words {
  return JSON.parse(page.getElementById("words")?.textContent ?? "{}") as Words;
}
