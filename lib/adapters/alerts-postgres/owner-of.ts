/** Who answers for a member's alerts, and who may be given one. */
import type { MemberId } from "../../domain/event/event.ts";
import type { Queryable } from "../in-transaction.ts";

/** Unless somebody else takes them: the first administrator; never nobody. */
export async function ownerOf(db: Queryable, member: MemberId): Promise<string> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT u.name FROM sign_in_organization o JOIN sign_in_seat s ON s.organization_id = o.id JOIN sign_in_user u ON u.id = s.user_id
     WHERE o.slug = $1 AND 'admin' = ANY(string_to_array(s.role, ',')) ORDER BY s.created_at, u.id LIMIT 1`,
    [member],
  );
  if (rows[0]) return rows[0].name;
  const found = await db.query<{ name: string | null }>(
    "SELECT coalesce(profile->>'contact', name) AS name FROM rm_member WHERE id = $1",
    [member],
  );
  return found.rows[0]?.name || member;
}

/** A name that two colleagues have means neither; an address means one. */
export async function colleagueOf(db: Queryable, member: MemberId, given: string): Promise<string | undefined> {
  const { rows } = await db.query<{ email: string; exact: boolean }>(
    `SELECT u.email, u.email = lower($2) AS exact FROM sign_in_organization o JOIN sign_in_seat s ON s.organization_id = o.id
       JOIN sign_in_user u ON u.id = s.user_id WHERE o.slug = $1 AND (u.email = lower($2) OR u.name = $2) ORDER BY exact DESC LIMIT 2`,
    [member, given],
  );
  const [first, second] = rows;
  return first?.exact || second === undefined ? first?.email : undefined;
}
