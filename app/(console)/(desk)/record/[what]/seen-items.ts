import { getTranslations } from "next-intl/server";
import type { FoundItem } from "@/components/journey/found-item.ts";
import { cleanScan } from "@/lib/domain/label/scan-text.ts";
import { queries } from "@/lib/server/composition.ts";
import { ssccIn } from "../../find-item.ts";

const MOST = 100;

/** Things that came along in the URL (`?item=…&item=…`). */
export async function seenItems(
  member: string,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<readonly FoundItem[]> {
  const { item = [] } = await searchParams;
  const texts = typeof item === "string" ? [item] : item;
  return Promise.all([...new Set(texts)].slice(0, MOST).map((text) => seenItem(member, text)));
}

/** Whatever the member may see, wherever it is: what may be recorded of it, the ledger says. */
export async function seenItem(member: string, scanned: string): Promise<FoundItem> {
  const t = await getTranslations("found");
  const text = cleanScan(scanned);
  const sscc = ssccIn(text);
  if (sscc) {
    const container = await queries().container(member, sscc);
    if (!container) return { state: "unknown", sentence: t("unknown") };
    return { state: "ok", item: sscc, is: "container", name: sscc, detail: t("container", { count: container.count }) };
  }
  const [found, ...others] = await queries().findModules(member, text);
  if (!found) return { state: "unknown", sentence: t("unknown") };
  if (others.length > 0) return { state: "several", sentence: t("several", { count: others.length + 1 }) };
  const { labelId: item, serialNumber: name, partNumber, lotId: lot } = found;
  return { state: "ok", item, is: "module", name, detail: t("module", { partNumber, lot }) };
}
