/** What the statements of a public look-up answer, and its reading into the port's words. */
import type { Hash, Subject } from "../../domain/event/event.ts";
import type { LabelState, LotState, ModuleState } from "../../domain/event/state.ts";
import type {
  ContainerOnRecord,
  LabelOnRecord,
  LifeEvent,
  LotOnRecord,
  MemberName,
  MoveOnRecord,
  TransferOnRecord,
} from "../../ports/scan-records.ts";

/** `n`: the place of the label among those asked for. */
export type LabelRow = {
  readonly n: number;
  readonly leaf_index: number;
  readonly record: string;
  readonly activation: Buffer | null;
  readonly lot: Subject;
  /** Position of the entry that changed the lot last. */
  readonly lot_index: string;
  readonly registered: string;
  readonly thing: Subject | null;
  /** The lot that the first event of its module named. */
  readonly thing_lot: Subject | null;
  readonly module_state: string | null;
  readonly label_state: string | null;
};
/** No lot that the ledger knows has this label in its tree. */
export type NoLabelRow = Pick<LabelRow, "n" | "thing" | "thing_lot" | "label_state"> & { readonly lot: null };
export type KeyRow = { readonly subject: Subject; readonly state: string };
export type HeadRow = { readonly position: string; readonly at: string | null; readonly broken: boolean };
type EventRow = { readonly position: number; readonly kind: string; readonly at: string; readonly actor: string };
export type LotRow = {
  readonly subject: Subject;
  readonly lot_id: string;
  readonly member: string;
  readonly status: LotOnRecord["status"];
  readonly count: number;
  readonly root: Hash;
  readonly manifest: Hash;
  readonly made_on: string;
  readonly site: string | null;
  readonly part_number: string;
  readonly vendor_name: string;
  readonly form_factor: string;
  readonly gtin: string | null;
  readonly state: string;
  readonly lot_index: string;
  readonly events: readonly EventRow[];
};
/** What all labels of a lot share: each gets the very same values, and what was made of them once is found again by them. */
export type KeptLot = { readonly lot: LotOnRecord; readonly lotState: LotState };
export type JourneyRow = {
  readonly n: number;
  readonly moves: readonly (EventRow & { readonly kind: "packed" | "unpacked"; readonly depth: number })[];
  /** Giver and receiver are ids here. */
  readonly transfers: readonly TransferOnRecord[];
  /** The module and the containers that it is in now; nothing for a module that had no event of its own. */
  readonly things: readonly ThingRow[] | null;
  readonly life: readonly (Omit<LifeEvent, "by"> & { readonly actor: string })[];
  readonly broken: string;
};
/** `depth`: 0 for the module itself. */
type ThingRow = {
  readonly holder: string | null;
  readonly soldBy: string | null;
  readonly inside: Subject | null;
  readonly disputed: boolean;
  readonly depth: number;
  readonly stolen: string | null;
  /** Where it is sold: the newest of its sales. */
  readonly sale: { readonly position: number; readonly at: string } | null;
};
export type ContainerRow = {
  readonly sscc: string;
  readonly count: number;
  readonly holder: string | null;
  readonly inside: Subject | null;
  readonly sold_by: string | null;
  readonly emptied: boolean;
  readonly actor: string;
  readonly time: string;
  readonly stolen: string | null;
};

export type NameOf = (member: string) => MemberName;

/**
 * @param asked the label id that was looked up, of the module's first label or of a later one
 * @param journey absent for a module to which nothing happened: its maker holds it
 * @param broken entries on module and lot that the rule book refused
 */
export function labelOnRecord(
  { first, asked }: { readonly first: Hash; readonly asked: Hash },
  row: LabelRow,
  { lot, lotState }: KeptLot,
  journey: JourneyRow | undefined,
  broken: number,
  nameOf: NameOf,
): LabelOnRecord {
  const named = (member: string | null | undefined) => (member ? nameOf(member).name : null);
  const things = journey?.things ?? [];
  const top = things.find((thing) => thing.inside === null);
  return {
    label: first,
    asked: { label: asked, state: stateOf<LabelState>(row.label_state) },
    module: stateOf<ModuleState>(row.module_state),
    lotState,
    lot,
    leafIndex: row.leaf_index,
    record: row.record,
    activation: row.activation ? row.activation.toString("hex") : null,
    custody: {
      holder: top ? named(top.holder) : lot.maker.name,
      soldBy: named(top?.soldBy),
      disputed: things.some((each) => each.disputed),
      stolenWith: things.find((each) => each.depth > 0 && each.stolen !== null)?.stolen ?? null,
    },
    life: (journey?.life ?? []).map(({ actor, ...event }) => ({ ...event, by: nameOf(actor).name })),
    moves: [...(journey?.moves ?? []).map((move) => moveOnRecord(move, nameOf)), ...saleOf(top, nameOf)],
    transfers: (journey?.transfers ?? []).map((transfer) => ({
      ...transfer,
      from: nameOf(transfer.from).name,
      to: nameOf(transfer.to).name,
    })),
    brokenRules: broken + Number(journey?.broken ?? 0),
  };
}

function stateOf<State>(text: string | null): State | undefined {
  return text === null ? undefined : (JSON.parse(text) as State);
}

function moveOnRecord({ position, kind, at, actor, depth }: JourneyRow["moves"][number], nameOf: NameOf): MoveOnRecord {
  return { position, kind, at, by: nameOf(actor).name, nested: depth > 0 };
}

/** The sale of a container takes what is in it along; sales of the module itself are part of its life. */
function saleOf(top: ThingRow | undefined, nameOf: NameOf): MoveOnRecord[] {
  if (!top?.sale || top.soldBy === null || top.depth === 0) return [];
  return [{ ...top.sale, kind: "sold", by: nameOf(top.soldBy).name, nested: true }];
}

export function keptLot(lot: LotRow, nameOf: NameOf): KeptLot {
  return { lot: lotOnRecord(lot, nameOf), lotState: JSON.parse(lot.state) as LotState };
}

function lotOnRecord(lot: LotRow, nameOf: NameOf): LotOnRecord {
  return {
    subject: lot.subject,
    lotId: lot.lot_id,
    maker: nameOf(lot.member),
    status: lot.status,
    count: lot.count,
    root: lot.root,
    manifest: lot.manifest,
    madeOn: lot.made_on,
    site: lot.site,
    partNumber: lot.part_number,
    vendorName: lot.vendor_name,
    formFactor: lot.form_factor,
    gtin: lot.gtin,
    events: lot.events.map(({ position, kind, at, actor }) => ({ position, kind, at, by: nameOf(actor).name })),
  };
}

export function containerOnRecord(row: ContainerRow, nameOf: NameOf): ContainerOnRecord {
  const state = row.emptied ? "emptied" : row.sold_by !== null ? "sold" : row.inside !== null ? "inside" : "held";
  const who = row.sold_by ?? row.holder;
  return {
    sscc: row.sscc,
    count: row.count,
    packedBy: nameOf(row.actor).name,
    packedAt: row.time,
    state,
    who: who === null ? null : nameOf(who).name,
    ...(row.stolen !== null && { stolenAt: row.stolen }),
  };
}
