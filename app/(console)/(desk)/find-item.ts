import { getTranslations } from "next-intl/server";
import type { FoundItem } from "@/components/journey/found-item.ts";
import { parseLabelUri } from "@/lib/domain/label/label-uri.ts";
import { cleanScan } from "@/lib/domain/label/scan-text.ts";
import { parseSscc } from "@/lib/domain/label/sscc.ts";
import { queries } from "@/lib/server/composition.ts";
import type { ModuleRow, Whereabouts } from "@/lib/usecases/queries.ts";
import { memberName } from "./member-name.ts";

/** What a scanned text is to this member: a thing that it can move now, or the reason why not. The ledger decides again. */
export async function findItem(member: string, scanned: string): Promise<FoundItem> {
  const text = cleanScan(scanned);
  const sscc = ssccIn(text);
  return sscc ? findContainer(member, sscc) : findModule(member, text);
}

/** The SSCC that a scanned text is or holds. */
export function ssccIn(text: string): string | undefined {
  const link = parseLabelUri(text);
  if (link.ok) return link.value.kind === "sscc" ? link.value.sscc : undefined;
  const sscc = parseSscc(text);
  return sscc.ok ? sscc.value : undefined;
}

async function findContainer(member: string, sscc: string): Promise<FoundItem> {
  const t = await getTranslations("found");
  const container = await queries().container(member, sscc);
  if (!container) return { state: "unknown", sentence: t("unknown") };
  if (container.emptied) return { state: "blocked", sentence: t("emptied") };
  const kept = await whatKeeps(member, container.whereabouts, container.offer);
  if (kept) return kept;
  return { state: "ok", item: sscc, is: "container", name: sscc, detail: t("container", { count: container.count }) };
}

async function findModule(member: string, text: string): Promise<FoundItem> {
  const t = await getTranslations("found");
  const [found, ...others] = await queries().findModules(member, text);
  if (!found) return { state: "unknown", sentence: t("unknown") };
  if (others.length > 0) return { state: "several", sentence: t("several", { count: others.length + 1 }) };
  const kept = (await whatKeeps(member, found.whereabouts, found.offer)) ?? (await lotKeeps(found));
  if (kept) return kept;
  const { labelId, serialNumber, partNumber, lotId } = found;
  return {
    state: "ok",
    item: labelId,
    is: "module",
    name: serialNumber,
    detail: t("module", { partNumber, lot: lotId }),
  };
}

async function whatKeeps(member: string, where: Whereabouts, offer: string | null): Promise<FoundItem | undefined> {
  const t = await getTranslations("found");
  if (where.at === "sold")
    return { state: "not-yours", sentence: t("sold", { holder: await memberName(where.seller) }) };
  if (where.holder !== member)
    return { state: "not-yours", sentence: t("heldBy", { holder: await memberName(where.holder) }) };
  const carton = where.inside[0];
  if (carton) return { state: "blocked", sentence: t("inside", { sscc: carton.sscc }) };
  if (offer) return { state: "blocked", sentence: t("offered") };
  return undefined;
}

async function lotKeeps({ lotStatus, lotId }: ModuleRow): Promise<FoundItem | undefined> {
  if (lotStatus === "released") return undefined;
  const t = await getTranslations("found");
  return { state: "blocked", sentence: t(lotStatus === "withdrawn" ? "withdrawn" : "notReleased", { lot: lotId }) };
}
