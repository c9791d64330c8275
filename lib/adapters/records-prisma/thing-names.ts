/** What people call things and members. */
import type { MemberId, Subject } from "../../domain/event/event.ts";
import { parseSubject } from "../../domain/event/subject.ts";
import type { Queryable } from "../in-transaction.ts";

export type ThingName = { readonly name: string; readonly partNumber: string | null };

/** Serial number and part number of modules, SSCC of containers; a module whose record is not kept here has no name. */
export async function thingNames(db: Queryable, subjects: readonly Subject[]): Promise<Map<Subject, ThingName>> {
  const names = new Map<Subject, ThingName>();
  for (const subject of subjects) {
    const parsed = parseSubject(subject);
    if (parsed.ok && parsed.value.is === "container") names.set(subject, { name: parsed.value.sscc, partNumber: null });
  }
  if (names.size === new Set(subjects).size) return names;
  const { rows } = await db.query<{ subject: Subject; serial: string; part_number: string }>({
    name: "rm-names",
    text: `SELECT t.subject, m.serial, p.part_number FROM rm_thing t
           JOIN rm_module m ON m.lot_number = t.lot_number AND m.leaf_index = t.leaf_index
           JOIN rm_lot l ON l.number = m.lot_number JOIN rm_product p ON p.subject = l.product WHERE t.subject = ANY($1)`,
    values: [subjects],
  });
  for (const { subject, serial, part_number } of rows) names.set(subject, { name: serial, partNumber: part_number });
  return names;
}

export async function memberNames(db: Queryable, members: readonly MemberId[]): Promise<Map<MemberId, string>> {
  if (members.length === 0) return new Map();
  const { rows } = await db.query<{ id: MemberId; name: string }>({
    name: "rm-member-names",
    text: "SELECT id, name FROM rm_member WHERE id = ANY($1)",
    values: [members],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
