import type { ChosenItem } from "@/components/journey/found-item.ts";
import type { FindItem } from "./find-item.ts";

const MOST = 100;

/** Things that were ticked on another page and came along in the URL (`?item=…&item=…`). */
export async function chosenItems(
  member: string,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
  find: FindItem,
): Promise<readonly ChosenItem[]> {
  const { item = [] } = await searchParams;
  const texts = typeof item === "string" ? [item] : item;
  return Promise.all(
    [...new Set(texts)].slice(0, MOST).map(async (text) => ({ text, found: await find(member, text) })),
  );
}
