import "server-only";

/** Brings a database to this version: the SQL files of prisma/migrations, in order, each once, each in one transaction. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Client, ClientBase } from "pg";
import { actForEverybody } from "../adapters/for-member.ts";
import { migrationNames } from "./migration-names.ts";
import { CannotStart } from "./postgres/cannot-start.ts";

export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** Two starting processes must not migrate at once. An arbitrary number, the same for ever. */
const ADVISORY_LOCK = 7_201_845_221;

/** The migrations of this version, in order of their numbers. */
export function readMigrations(
  folder = fileURLToPath(new URL("../../prisma/migrations", import.meta.url)),
): readonly Migration[] {
  return migrationNames(folder).map((name) => {
    const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/**
 * Applies what is missing and answers the names of it. Idempotent. Throws `CannotStart` when an applied migration was
 * edited afterwards, or when the database knows one that this version does not. From then on the client acts for everybody.
 */
export async function migrate(client: Client, migrations = readMigrations()): Promise<readonly string[]> {
  await actForEverybody(client);
  await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
  try {
    return await applyMissing(client, migrations);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [ADVISORY_LOCK]);
  }
}

async function applyMissing(client: ClientBase, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
    name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "SELECT name, checksum FROM schema_migration",
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const known = new Set(migrations.map((each) => each.name));
  const unknown = [...applied.keys()].find((name) => !known.has(name));
  if (unknown) {
    throw new CannotStart(
      `the database was already changed by a newer TrueLane (${unknown}). Start that version, or restore an older backup.`,
    );
  }
  const done: string[] = [];
  for (const migration of migrations) {
    const before = applied.get(migration.name);
    if (before === migration.checksum) continue;
    if (before !== undefined) {
      throw new CannotStart(
        `prisma/migrations/${migration.name} was edited after it was applied here. Undo the edit; changes belong in a new migration.`,
      );
    }
    await applyOne(client, migration);
    done.push(migration.name);
  }
  return done;
}

async function applyOne(client: ClientBase, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query("INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)", [
      migration.name,
      migration.checksum,
    ]);
    await client.query("COMMIT");
  } catch (fault) {
    await client.query("ROLLBACK");
    throw new Error(`migration ${migration.name} failed`, { cause: fault });
  }
}
