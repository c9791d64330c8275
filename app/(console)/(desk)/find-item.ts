import { getTranslations } from "next-intl/server";
import type { FoundItem } from "@/components/journey/found-item.ts";
import type { Obstacle } from "@/lib/domain/event/things.ts";
import { parseLabelUri } from "@/lib/domain/label/label-uri.ts";
import { cleanScan } from "@/lib/domain/label/scan-text.ts";
import { parseSscc } from "@/lib/domain/label/sscc.ts";
import { queries } from "@/lib/server/composition.ts";
import type { ContainerRow, ModuleRow, ThingRow, ThingStanding, Whereabouts } from "@/lib/usecases/queries.ts";
import { lotPath } from "./lots/lot-table.tsx";
import { memberName } from "./member-name.ts";

/** Why a thing cannot be used now, if so. */
type Hindrances = {
  container(member: string, found: ContainerRow): Promise<FoundItem | undefined>;
  module(member: string, found: ModuleRow, standing: ThingStanding | undefined): Promise<FoundItem | undefined>;
};

export type FindItem = (member: string, scanned: string) => Promise<FoundItem>;

/** What a scanned text is to this member: a thing that it can move now, or the reason why not. The ledger decides again. */
export const findMovable: FindItem = (member, scanned) => find(member, scanned, MOVING);

/** Whatever the member may see, wherever it is: what may be recorded of it, the ledger says. */
export const findVisible: FindItem = (member, scanned) => find(member, scanned, SEEING);

const MOVING: Hindrances = {
  async container(member, found) {
    const t = await getTranslations("found");
    if (found.emptied) return { state: "blocked", sentence: t("emptied") };
    const kept = await whatKeeps(member, found.sscc, found);
    return kept ?? ruleKeeps(found.sscc, await standingOf({ is: "container", ...found }));
  },
  module: async (member, found, standing) =>
    (await whatKeeps(member, found.labelId, found)) ?? (await lotKeeps(found)) ?? ruleKeeps(found.labelId, standing),
};
const RETURNING: Hindrances = {
  container: (member, { whereabouts }) => saleKeeps(member, whereabouts),
  module: (member, { whereabouts, maker }) => saleKeeps(member, whereabouts, maker),
};
/** What was sold, and is this member's to take back: its own sale, or a module that it made. */
export const findReturnable: FindItem = (member, scanned) => find(member, scanned, RETURNING);

const SEEING: Hindrances = { container: async () => undefined, module: async () => undefined };

function find(member: string, scanned: string, hindrances: Hindrances): Promise<FoundItem> {
  const text = cleanScan(scanned);
  const sscc = ssccIn(text);
  return sscc ? findContainer(member, sscc, hindrances) : findModule(member, text, hindrances);
}

/** The SSCC that a scanned text is or holds. */
function ssccIn(text: string): string | undefined {
  const link = parseLabelUri(text);
  if (link.ok) return link.value.kind === "sscc" ? link.value.sscc : undefined;
  const sscc = parseSscc(text);
  return sscc.ok ? sscc.value : undefined;
}

async function findContainer(member: string, sscc: string, hindrances: Hindrances): Promise<FoundItem> {
  const t = await getTranslations("found");
  const container = await queries().container(member, sscc);
  if (!container) return { state: "unknown", sentence: t("unknown") };
  const kept = await hindrances.container(member, container);
  if (kept) return kept;
  const inside = t("container", { count: container.count });
  const detail = container.disputed ? `${inside} · ${t("disputed")}` : inside;
  return { state: "ok", item: sscc, is: "container", name: sscc, detail };
}

async function findModule(member: string, text: string, hindrances: Hindrances): Promise<FoundItem> {
  const t = await getTranslations("found");
  const [found, ...others] = await queries().findModules(member, text);
  if (!found) return { state: "unknown", sentence: t("unknown") };
  if (others.length > 0) return { state: "several", sentence: t("several", { count: others.length + 1 }) };
  const standing = await standingOf({ is: "module", ...found });
  const kept = await hindrances.module(member, found, standing);
  if (kept) return kept;
  const { labelId, serialNumber, partNumber, lotId } = found;
  return {
    state: "ok",
    item: labelId,
    is: "module",
    name: serialNumber,
    detail: [
      t("module", { partNumber, lot: lotId }),
      ...(found.disputed ? [t("disputed")] : []),
      ...(standing?.labelVoid ? [t("labelVoid")] : []),
    ].join(" · "),
  };
}

type Kept = { readonly whereabouts: Whereabouts; readonly offer: string | null };

/** @param item as forms name it: a label id or an SSCC */
async function whatKeeps(member: string, item: string, kept: Kept): Promise<FoundItem | undefined> {
  const { whereabouts: where, offer } = kept;
  const t = await getTranslations("found");
  if (where.at === "sold")
    return { state: "not-yours", sentence: t("sold", { holder: await memberName(where.seller) }) };
  if (where.holder !== member)
    return { state: "not-yours", sentence: t("heldBy", { holder: await memberName(where.holder) }) };
  const [carton, outer] = where.inside;
  if (carton) {
    const href = `/containers/${carton.sscc}?${new URLSearchParams({ take: item })}`;
    // Nothing is taken out of a carton that lies in another one or is offered.
    const way = outer || offer ? undefined : { label: t("takeOut"), href };
    return { state: "blocked", sentence: t("inside", { sscc: carton.sscc }), ...(way && { way }) };
  }
  if (offer) {
    const way = { label: t("openOffer"), href: `/transfers/${offer}` };
    return { state: "blocked", sentence: t("offered"), way };
  }
  return undefined;
}

/** What the rule book has against moving it, and where that is put right, if it can be. */
async function ruleKeeps(item: string, standing: ThingStanding | undefined): Promise<FoundItem | undefined> {
  const obstacle = standing?.obstacle;
  if (!obstacle) return undefined;
  const t = await getTranslations("found");
  const record = WAYS[obstacle];
  const way = record && { label: t(`ways.${record}`), href: `/record/${record}?${new URLSearchParams({ item })}` };
  return { state: "blocked", sentence: t(`keeps.${obstacle}`), ...(way && { way }) };
}

const WAYS: { readonly [obstacle in Obstacle]?: "recoveries" | "removals" } = {
  stolen: "recoveries",
  installed: "removals",
};

async function standingOf(thing: ThingRow): Promise<ThingStanding | undefined> {
  return (await queries().standingsOf([thing])).get(thing.subject);
}

/** @param maker of a module: it takes back what others sold, too */
async function saleKeeps(member: string, where: Whereabouts, maker?: string): Promise<FoundItem | undefined> {
  const t = await getTranslations("found");
  if (where.at !== "sold") return { state: "blocked", sentence: t("notSold") };
  if (where.seller === member || maker === member) return undefined;
  return { state: "not-yours", sentence: t("soldByOther", { holder: await memberName(where.seller) }) };
}

async function lotKeeps({ lotStatus, lotId }: ModuleRow): Promise<FoundItem | undefined> {
  if (lotStatus === "released") return undefined;
  const t = await getTranslations("found");
  if (lotStatus === "withdrawn") return { state: "blocked", sentence: t("withdrawn", { lot: lotId }) };
  const way = { label: t("openLot", { lot: lotId }), href: lotPath(lotId) };
  return { state: "blocked", sentence: t("notReleased", { lot: lotId }), way };
}
