/** Asked by an import, and by the console before it sends one. */
import type { LotStore } from "../../ports/lot-store.ts";
import type { Queryable } from "../in-transaction.ts";

export async function lotsWithSerials(
  db: Queryable,
  ...[member, partNumber, serials]: Parameters<LotStore["lotsWithSerials"]>
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ serial: string; lot_id: string }>({
    name: "rm-lots-with-serials",
    text: `SELECT m.serial, min(l.lot_id) AS lot_id FROM rm_module m JOIN rm_lot l ON l.number = m.lot_number
             JOIN rm_product p ON p.subject = l.product
           WHERE m.serial = ANY($1) AND l.member = $2 AND p.part_number = $3 AND l.status <> 'withdrawn' GROUP BY m.serial`,
    values: [serials, member, partNumber],
  });
  return new Map(rows.map(({ serial, lot_id }) => [serial, lot_id]));
}
