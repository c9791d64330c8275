/** Empty tables of the read model in a schema of their own: the same code replays into them, and nobody sees it. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { READ_MODEL_TABLES } from "./projection-rows.ts";

export type Shadow = { readonly pool: pg.Pool; drop(): Promise<void> };

/** @param live gives the connection settings; unqualified names mean the shadow's tables first, then the live ones */
export async function openShadow(live: pg.Pool): Promise<Shadow> {
  const schema = `audit_${randomBytes(6).toString("hex")}`;
  await live.query(`CREATE SCHEMA ${schema}`);
  for (const table of [...READ_MODEL_TABLES, "rm_projection"])
    await live.query(`CREATE TABLE ${schema}.${table} (LIKE public.${table} INCLUDING ALL)`);
  await live.query(`INSERT INTO ${schema}.rm_projection (id) VALUES (1)`);
  const pool = new pg.Pool({ ...live.options, max: 2, options: `-c search_path=${schema},public` });
  return {
    pool,
    async drop() {
      await pool.end();
      await live.query(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}
