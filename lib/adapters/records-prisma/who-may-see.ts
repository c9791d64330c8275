/** Which things are a member's business: what it made, holds, held, or is offered. All else does not exist for it. */
import type { MemberId, Subject } from "../../domain/event/event.ts";
import type { Queryable } from "../in-transaction.ts";

/**
 * A thing's way through the trade is its own transfers and those of each container for as long as it was in it; whoever gave,
 * took, or is offered it there may see it. A receiver that declined, or let the offer lapse, may not.
 */
const TRADED = `WITH RECURSIVE chain (thing, subject, since, until) AS (
    SELECT s COLLATE "C", s COLLATE "C", -1::bigint, 9223372036854775807 FROM unnest($1::text[]) AS s
    UNION ALL
    SELECT c.thing, p.container, greatest(c.since, p.from_index), least(c.until, coalesce(p.to_index, 9223372036854775807))
    FROM chain c JOIN rm_packing p ON p.item = c.subject
      AND p.from_index < c.until AND coalesce(p.to_index, 9223372036854775807) > c.since)
  SELECT DISTINCT c.thing FROM chain c JOIN rm_transfer_thing x ON x.subject = c.subject
    JOIN rm_transfer t ON t.id = x.transfer AND t.log_index >= c.since AND t.log_index < c.until
  WHERE t.giver = $2 OR (t.receiver = $2 AND t.status IN ('offered', 'accepted'))`;

/** Those of the things that came by this member in a transfer. */
export async function tradedBy(db: Queryable, member: MemberId, things: readonly Subject[]): Promise<Set<Subject>> {
  if (things.length === 0) return new Set();
  const { rows } = await db.query<{ thing: Subject }>({ name: "rm-traded", text: TRADED, values: [things, member] });
  return new Set(rows.map(({ thing }) => thing));
}
