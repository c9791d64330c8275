/** Stock counts in two tables; whatever is counted is looked at by the rules again. */
import type { Pool } from "pg";
import type { Hash } from "../../domain/event/event.ts";
import type { StockCounts } from "../../ports/stock-counts.ts";
import { forMember } from "../for-member.ts";
import { personNamed } from "../person-named.ts";

/** Held by the ledger: at the top of where it is now, or never moved and its maker's. $1 names, $2 member. */
const HELD = `WITH RECURSIVE named AS (
  SELECT n.name, r.label_id, l.member AS maker FROM unnest($1::text[]) AS n(name)
  JOIN rm_module r ON r.serial = n.name OR (n.name ~ '^[0-9a-f]{64}$' AND r.label_id = decode(CASE WHEN n.name ~ '^[0-9a-f]{64}$' THEN n.name ELSE '' END, 'hex'))
  JOIN rm_lot l ON l.number = r.lot_number
), up AS (
  SELECT n.name, n.label_id, n.maker, ('module/' || encode(n.label_id, 'hex')) COLLATE "C" AS subject, 0 AS depth FROM named n
  UNION ALL SELECT u.name, u.label_id, u.maker, t.inside, depth + 1 FROM up u JOIN rm_thing t ON t.subject = u.subject
    WHERE t.inside IS NOT NULL AND depth < 16
), top AS (
  SELECT DISTINCT ON (name, label_id) name, label_id, maker, subject FROM up ORDER BY name, label_id, depth DESC
)
SELECT t.name, encode(t.label_id, 'hex') AS label FROM top t LEFT JOIN rm_thing h ON h.subject = t.subject
WHERE CASE WHEN h.subject IS NULL THEN t.maker ELSE h.holder END = $2`;

export function openStockCounts(pool: Pool): StockCounts {
  return {
    async labelsOf(member, names) {
      const { rows } = await pool.query<{ name: string; label: Hash }>(HELD, [names, member]);
      const found = new Map(rows.map(({ name, label }) => [name, label]));
      return names.map((name) => found.get(name));
    },
    keep: ({ id, member, countedAt, labels, by }) =>
      forMember(pool, member, async (db) => {
        const bytes = labels.map((label) => Buffer.from(label, "hex"));
        await db.query(
          "INSERT INTO stock_count (id, member, counted_at, items, uploaded_by) VALUES ($1, $2, $3, $4, $5)",
          [id, member, countedAt, labels.length, by],
        );
        await db.query("INSERT INTO stock_count_item SELECT DISTINCT $1::uuid, l FROM unnest($2::bytea[]) AS l", [
          id,
          bytes,
        ]);
        await db.query("UPDATE scan_label SET unjudged = true WHERE label_id = ANY($1)", [bytes]);
      }),
    async newest(member) {
      const { rows } = await forMember(pool, member, (db) =>
        db.query<{ id: string; counted_at: Date; items: number; by: string }>(
          `SELECT id, counted_at, items, ${personNamed("stock_count.uploaded_by", "stock_count.member")} AS by FROM stock_count WHERE member = $1
           ORDER BY counted_at DESC, uploaded_at DESC LIMIT 20`,
          [member],
        ),
      );
      return rows.map(({ counted_at, ...row }) => ({ ...row, countedAt: counted_at.toISOString() }));
    },
    async countries(member) {
      const { rows } = await forMember(pool, member, (db) =>
        db.query<{ country: string }>("SELECT country FROM member_country WHERE member = $1 ORDER BY country", [
          member,
        ]),
      );
      return rows.map(({ country }) => country);
    },
    setCountries: (member, countries) =>
      forMember(pool, member, async (db) => {
        await db.query("DELETE FROM member_country WHERE member = $1", [member]);
        await db.query("INSERT INTO member_country SELECT $1, c FROM unnest($2::text[]) AS c ON CONFLICT DO NOTHING", [
          member,
          countries,
        ]);
      }),
  };
}
