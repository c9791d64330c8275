/** People with a seat and roles at a member, as the sign-in keeps them. The database needs migration `0003`. */
import type pg from "pg";
import type { AppRole } from "../lib/usecases/actor.ts";

/** A second call sets the roles anew; without any the seat is given up. */
export async function giveSeat(pool: pg.Pool, member: string, userId: string, ...roles: AppRole[]): Promise<void> {
  await pool.query(
    "INSERT INTO sign_in_organization (id, name, slug) VALUES ('of ' || $1, $1, $1) ON CONFLICT DO NOTHING",
    [member],
  );
  await pool.query(
    "INSERT INTO sign_in_user (id, name, email) VALUES ($1, $1, lower($1) || '@example.com') ON CONFLICT DO NOTHING",
    [userId],
  );
  await pool.query("DELETE FROM sign_in_seat WHERE organization_id = 'of ' || $1 AND user_id = $2", [member, userId]);
  if (roles.length === 0) return;
  await pool.query(
    "INSERT INTO sign_in_seat (id, organization_id, user_id, role) VALUES ($1 || '/' || $2, 'of ' || $1, $2, $3)",
    [member, userId, roles.join(",")],
  );
}
