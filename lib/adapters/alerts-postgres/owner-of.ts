/** The person who answers for a member's alerts unless somebody else takes them: its first administrator; never nobody. */
import type { MemberId } from "../../domain/event/event.ts";
import type { Queryable } from "../in-transaction.ts";

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
