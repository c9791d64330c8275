/** Modules and containers as the console shows them. */
import type { MemberId, Subject } from "../../domain/event/event.ts";
import { moduleSubject, parseSubject } from "../../domain/event/subject.ts";
import type { ContainerRow, LotRow, ModuleRow, ThingRow } from "../../usecases/queries.ts";
import type { Queryable } from "../in-transaction.ts";
import { type Ancestors, ancestorsOf, offerOf, type Placed, whereaboutsOf } from "./whereabouts.ts";

export type ModuleSql = Placed & {
  readonly label_id: string;
  readonly leaf_index: number;
  readonly serial: string;
  readonly lot: Subject;
  readonly lot_id: string;
  readonly maker: MemberId;
  readonly lot_status: LotRow["status"];
  readonly part_number: string;
  readonly vendor_name: string;
  readonly disputed: boolean;
  readonly index: string;
};

/** A module without an event of its own is its maker's. `m` rm_module, `l` rm_lot, `p` rm_product, `t` rm_thing or nothing. */
export const MODULE_COLUMNS = `encode(m.label_id, 'hex') AS label_id, m.leaf_index, m.serial, l.subject AS lot, l.lot_id,
  l.member AS maker, l.status AS lot_status, p.part_number, p.vendor_name,
  CASE WHEN t.subject IS NULL THEN l.member ELSE t.holder END AS holder, t.inside, t.sold_by, t.offer,
  coalesce(t.disputed, false) AS disputed, coalesce(t.log_index, -1) AS index`;

/** From module rows to the thing that has their events: the label must be this lot's, not one that another lot copied. */
export const JOIN_MODULE = `JOIN rm_lot l ON l.number = m.lot_number JOIN rm_product p ON p.subject = l.product
  LEFT JOIN rm_thing t ON t.subject = 'module/' || encode(m.label_id, 'hex') AND t.lot = l.subject`;

export type ContainerSql = Placed & {
  readonly subject: Subject;
  readonly name: string;
  readonly count: number;
  readonly modules: number;
  readonly disputed: boolean;
  readonly emptied: boolean;
  readonly packed_at: string;
  readonly index: string;
};

export const CONTAINER_COLUMNS = `t.subject, t.name, t.count, t.modules, t.disputed, t.emptied, t.holder, t.inside, t.sold_by, t.offer,
  born.time AS packed_at, t.log_index AS index`;
export const JOIN_CONTAINER = "JOIN rm_event born ON born.log_index = t.born_index";

export async function showModules(db: Queryable, rows: readonly ModuleSql[]): Promise<ModuleRow[]> {
  const ancestors = await ancestorsOf(db, rows);
  return rows.map((row) => showModule(row, ancestors));
}

export async function showContainers(db: Queryable, rows: readonly ContainerSql[]): Promise<ContainerRow[]> {
  const ancestors = await ancestorsOf(db, rows);
  return rows.map((row) => showContainer(row, ancestors));
}

function showModule(row: ModuleSql, ancestors: Ancestors): ModuleRow {
  return {
    subject: moduleSubject(row.label_id),
    labelId: row.label_id,
    serialNumber: row.serial,
    partNumber: row.part_number,
    vendorName: row.vendor_name,
    lot: row.lot,
    lotId: row.lot_id,
    maker: row.maker,
    index: row.leaf_index,
    whereabouts: whereaboutsOf(row, ancestors),
    offer: offerOf(row, ancestors),
    disputed: row.disputed,
    lotStatus: row.lot_status,
  };
}

function showContainer(row: ContainerSql, ancestors: Ancestors): ContainerRow {
  const parsed = parseSubject(row.subject);
  if (!parsed.ok || parsed.value.is !== "container") throw new Error(`${row.subject} is no container`);
  return {
    subject: row.subject,
    sscc: parsed.value.sscc,
    number: parsed.value.n,
    maker: parsed.value.member,
    count: row.count,
    modules: row.modules,
    whereabouts: whereaboutsOf(row, ancestors),
    offer: offerOf(row, ancestors),
    disputed: row.disputed,
    emptied: row.emptied,
    packedAt: row.packed_at,
  };
}

/** Rows of these subjects in the order given; a module whose record is not kept here is left out. */
export async function thingsOf(db: Queryable, subjects: readonly Subject[]): Promise<ThingRow[]> {
  const { rows: modules } = await db.query<ModuleSql>({
    name: "rm-modules-of-things",
    text: `SELECT ${MODULE_COLUMNS} FROM rm_thing t JOIN rm_module m ON m.lot_number = t.lot_number AND m.leaf_index = t.leaf_index
           JOIN rm_lot l ON l.number = m.lot_number JOIN rm_product p ON p.subject = l.product WHERE t.subject = ANY($1)`,
    values: [subjects],
  });
  const { rows: containers } = await db.query<ContainerSql>({
    name: "rm-containers-of-things",
    text: `SELECT ${CONTAINER_COLUMNS} FROM rm_thing t ${JOIN_CONTAINER} WHERE t.subject = ANY($1) AND t."is" = 'container'`,
    values: [subjects],
  });
  const things = new Map<Subject, ThingRow>();
  for (const row of await showModules(db, modules)) things.set(row.subject, { is: "module", ...row });
  for (const row of await showContainers(db, containers)) things.set(row.subject, { is: "container", ...row });
  return subjects.flatMap((subject) => things.get(subject) ?? []);
}
