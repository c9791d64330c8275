import "server-only";

/** Whether the role that TrueLane is in a database is one that no row policy holds (docs/decisions/092). */
import type { Queryable } from "../../adapters/in-transaction.ts";

const PASSES = `SELECT rolname AS role, rolsuper AS super FROM pg_roles
  WHERE rolname = current_user AND (rolsuper OR rolbypassrls)`;

/** One sentence with the next step; undefined where the policies hold. */
export async function passesWalls(db: Queryable): Promise<string | undefined> {
  const { rows } = await db.query<{ role: string; super: boolean }>(PASSES);
  const [found] = rows;
  return (
    found &&
    `nothing in the database keeps members apart: the role ${found.role} ${found.super ? "is a superuser" : "has BYPASSRLS"}. Name in DATABASE_URL a role without SUPERUSER and BYPASSRLS that owns the database (README, "A database of your own").`
  );
}
