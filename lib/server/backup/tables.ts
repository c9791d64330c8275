import "server-only";

/** The rows of an installation as files, and back. The embedded PostgreSQL brings no pg_dump; COPY is what pg_dump does. */
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Sequence, TableShape } from "./contents.ts";

/** Made by the migrations themselves. */
const NOTE_OF_MIGRATIONS = "schema_migration";

const COLUMNS = `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> '${NOTE_OF_MIGRATIONS}'
  GROUP BY c.relname ORDER BY c.relname`;

const NAMES = `SELECT DISTINCT f.relname AS naming, t.relname AS named
  FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
  WHERE k.contype = 'f' AND f.oid <> t.oid AND f.relnamespace = 'public'::regnamespace`;

const SEQUENCES = `SELECT c.relname AS name FROM pg_class c
  WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`;

/** The tables of schema `public`, each after those that its rows name. */
export async function listTables(client: ClientBase): Promise<readonly TableShape[]> {
  const { rows: shapes } = await client.query<TableShape>(COLUMNS);
  const { rows: names } = await client.query<{ naming: string; named: string }>(NAMES);
  const sorted: TableShape[] = [];
  let left = shapes;
  while (left.length > 0) {
    const waits = ({ name }: TableShape) =>
      names.some(({ naming, named }) => naming === name && left.some((each) => each.name === named));
    const free = left.filter((each) => !waits(each));
    if (free.length === 0) throw new Error(`tables name each other in a ring: ${left.map(({ name }) => name)}`);
    sorted.push(...free);
    left = left.filter(waits);
  }
  return sorted;
}

export async function listSequences(client: ClientBase): Promise<readonly Sequence[]> {
  const sequences: Sequence[] = [];
  for (const { name } of (await client.query<{ name: string }>(SEQUENCES)).rows) {
    const { rows } = await client.query<Omit<Sequence, "name">>(
      `SELECT last_value::text AS last, is_called AS called FROM "${name}"`,
    );
    sequences.push({ name, ...rows[0]! });
  }
  return sequences;
}

/** Writes the rows of a table into `folder` and answers how many there were. */
export async function copyTableOut(client: ClientBase, table: TableShape, folder: string): Promise<number> {
  const rows = client.query(copyTo(`COPY "${table.name}" (${columnList(table)}) TO STDOUT`));
  await pipeline(rows, createWriteStream(fileOf(folder, table), { mode: 0o600 }));
  return countOf(client, rows);
}

/** The reverse, into an empty table; answers how many rows came. */
export async function copyTableIn(client: ClientBase, table: TableShape, folder: string): Promise<number> {
  const rows = client.query(copyFrom(`COPY "${table.name}" (${columnList(table)}) FROM STDIN`));
  await pipeline(createReadStream(fileOf(folder, table)), rows);
  return countOf(client, rows);
}

/** The count comes with the end of the command, which may be later than the last row: the next answer is after it. */
async function countOf(client: ClientBase, copied: { readonly rowCount: number }): Promise<number> {
  await client.query("SELECT");
  return copied.rowCount;
}

/** What migrations themselves put into tables makes room for the rows of a backup; those that only grow begin empty. */
export async function emptyTables(client: ClientBase, tables: readonly TableShape[]): Promise<void> {
  for (const { name } of [...tables].reverse()) {
    const { rowCount } = await client.query(`SELECT FROM "${name}" LIMIT 1`);
    if (rowCount) await client.query(`DELETE FROM "${name}"`);
  }
}

const WALLED = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity ORDER BY relname`;

/** COPY fills no table whose row policies hold its owner too. Answers those tables; nobody else sees them so before the transaction ends. */
export async function takeWallsDown(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(WALLED);
  for (const { name } of rows) await client.query(`ALTER TABLE "${name}" NO FORCE ROW LEVEL SECURITY`);
  return rows.map(({ name }) => name);
}

export async function putWallsUp(client: ClientBase, tables: readonly string[]): Promise<void> {
  for (const name of tables) await client.query(`ALTER TABLE "${name}" FORCE ROW LEVEL SECURITY`);
}

export async function setSequences(client: ClientBase, sequences: readonly Sequence[]): Promise<void> {
  for (const { name, last, called } of sequences)
    await client.query("SELECT setval($1::text::regclass, $2::bigint, $3)", [`"${name}"`, last, called]);
}

function columnList({ columns }: TableShape): string {
  return columns.map((column) => `"${column}"`).join(", ");
}

function fileOf(folder: string, { name }: TableShape): string {
  return join(folder, `${name}.copy`);
}
