import "server-only";

/** Makes one file of an installation while it runs: the rows of one moment, then the files that they name. */
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import pg from "pg";
import { create } from "tar";
import { syncFolder, writeDurably } from "../../adapters/durable-file.ts";
import { actForEverybody } from "../../adapters/for-member.ts";
import type { LedgerKind } from "../../ports/ledger.ts";
import { JOB_FILES } from "../job-files.ts";
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
    const files = await stageFolders(of.dataDir, stage);
    const archive = create({ cwd: stage, gzip: true, portable: true, follow: true }, [
      CONTENTS_FILE,
      TABLES_FOLDER,
      ...files,
    ]);
    await writeDurably(stage, archive, () => basename(file));
    await rename(join(stage, basename(file)), file);
    await syncFolder(dirname(file));
    return contents;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** Lays the folders beside the rows and names their files now: what somebody is just writing is never looked at. */
async function stageFolders(dataDir: string, stage: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of FOLDERS.filter((each) => existsSync(join(dataDir, each)))) {
    const [from, to] = [join(dataDir, name), join(stage, name)];
    // The reports of a job are written in place while it runs; all other files never change.
    if (name === JOB_FILES) await cp(from, to, { recursive: true });
    else await symlink(from, to);
    for (const entry of await readdir(from, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) files.push(join(name, relative(from, entry.parentPath), entry.name));
  }
  return files.filter(belongsInBackup);
}

async function readRows(of: BackedUp, folder: string, now: Date): Promise<Contents> {
  const client = new pg.Client({ connectionString: of.databaseUrl });
  await client.connect();
  try {
    await actForEverybody(client);
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
