import "server-only";

/** Makes one file of an installation while it runs: the rows of one moment, then the files that they name. */
import { existsSync } from "node:fs";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import pg from "pg";
import { create } from "tar";
import { writeDurably } from "../../adapters/durable-file.ts";
import type { LedgerKind } from "../../ports/ledger.ts";
import { BackupRefused, belongsInBackup, CONTENTS_FILE, type Contents, FOLDERS, TABLES_FOLDER } from "./contents.ts";
import { copyTableOut, listSequences, listTables } from "./tables.ts";

export type BackedUp = {
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly ledger: LedgerKind;
  readonly version: string;
};

/**
 * Leaves a whole backup in `file` (gzip of tar, mode 0600) or none. Throws `BackupRefused` when the file exists.
 * The rows are read first: whatever file they name was durable before them, and stays.
 */
export async function writeBackup(of: BackedUp, file: string, now: Date): Promise<Contents> {
  if (existsSync(file)) throw new BackupRefused(`${file} exists already. Choose another name, or remove it.`);
  if (!existsSync(dirname(file))) throw new BackupRefused(`There is no folder ${dirname(file)}. Make it first.`);
  const stage = `${file}.making`;
  await rm(stage, { recursive: true, force: true });
  await mkdir(join(stage, TABLES_FOLDER), { recursive: true, mode: 0o700 });
  try {
    const contents = await readRows(of, join(stage, TABLES_FOLDER), now);
    await writeFile(join(stage, CONTENTS_FILE), `${JSON.stringify(contents, undefined, 2)}\n`, { mode: 0o600 });
    const folders = FOLDERS.filter((name) => existsSync(join(of.dataDir, name)));
    for (const name of folders) await symlink(join(of.dataDir, name), join(stage, name));
    const archive = create({ cwd: stage, gzip: true, portable: true, follow: true, filter: belongsInBackup }, [
      CONTENTS_FILE,
      TABLES_FOLDER,
      ...folders,
    ]);
    await writeDurably(dirname(file), archive, () => basename(file));
    return contents;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function readRows(of: BackedUp, folder: string, now: Date): Promise<Contents> {
  const client = new pg.Client({ connectionString: of.databaseUrl });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows: migrations } = await client.query<Contents["migrations"][number]>(
      "SELECT name, checksum FROM schema_migration ORDER BY name",
    );
    const tables: Contents["tables"] = [];
    for (const table of await listTables(client))
      tables.push({ ...table, rows: await copyTableOut(client, table, folder) });
    const sequences = [...(await listSequences(client))];
    await client.query("COMMIT");
    const { version, ledger } = of;
    return { format: 1, version, madeAt: now.toISOString(), ledger, migrations, tables, sequences };
  } finally {
    await client.end();
  }
}
