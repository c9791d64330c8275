import "server-only";

/**
 * Makes an installation of a backup, in a place where none is. What fails in the middle leaves no folder behind; a database
 * of one's own has to be made anew then.
 */
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import { extract, list } from "tar";
import { syncFolder } from "../../adapters/durable-file.ts";
import { type Migration, migrate, readMigrations } from "../migrations.ts";
import { embeddedUrl } from "../postgres/connection.ts";
import { openPostgres } from "../postgres/open-postgres.ts";
import {
  BackupRefused,
  CONTENTS_FILE,
  type Contents,
  contentsText,
  FOLDERS,
  RESTORED_FILE,
  TABLES_FOLDER,
} from "./contents.ts";
import { copyTableIn, emptyTables, putWallsUp, setSequences, takeWallsDown } from "./tables.ts";

export type RestoreTo = {
  /** Absolute path of a folder that is empty or not there. */
  readonly dataDir: string;
  /** A database that holds nothing of TrueLane; undefined: the embedded one, made in the folder. */
  readonly databaseUrl: string | undefined;
};

/** Throws `BackupRefused` with one sentence when the place is taken or the file is none of ours, newer, or damaged. */
export async function restoreBackup(file: string, to: RestoreTo): Promise<Contents> {
  if (!existsSync(file)) throw new BackupRefused(`There is no file ${file}.`);
  if (existsSync(to.dataDir) && readdirSync(to.dataDir).length > 0)
    throw new BackupRefused(`${to.dataDir} is not empty. Set DATA_DIR to a new folder; what is there stays as it is.`);
  if (existsSync(to.dataDir)) await removeEmpty(to.dataDir);
  const making = `${to.dataDir}.restoring`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true, mode: 0o700 });
  try {
    await unpack(file, making);
    await closeToOthers(making);
    const said = await readContents(file, making);
    const migrations = migrationsOf(said);
    if (to.databaseUrl) await fillDatabase(to.databaseUrl, said, migrations, making);
    else await fillEmbedded(making, said, migrations);
    await rm(join(making, TABLES_FOLDER), { recursive: true });
    await rename(join(making, CONTENTS_FILE), join(making, RESTORED_FILE));
    await writeFile(join(making, "version.json"), `${JSON.stringify({ version: said.version })}\n`);
    await rename(making, to.dataDir);
    await syncFolder(dirname(to.dataDir));
    return said;
  } catch (fault) {
    await rm(making, { recursive: true, force: true });
    throw fault;
  }
}

/** The finished folder takes this one's name; a folder that cannot give way is found before anything is done. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((fault: NodeJS.ErrnoException) => {
    throw new BackupRefused(
      `${folder} cannot be replaced (${fault.code}). Set DATA_DIR to a new folder, such as one in it.`,
    );
  });
}

const NAMES: ReadonlySet<string> = new Set([CONTENTS_FILE, TABLES_FOLDER, ...FOLDERS]);

async function unpack(file: string, folder: string): Promise<void> {
  try {
    // Read to its end first: what is damaged is known before anything is written.
    await list({ file, strict: true });
    await extract({
      file,
      cwd: folder,
      strict: true,
      preserveOwner: false,
      filter: (path, entry) =>
        NAMES.has(path.split("/")[0] ?? "") &&
        (!("type" in entry) || entry.type === "File" || entry.type === "Directory"),
    });
  } catch (fault) {
    throw new BackupRefused(
      `${file} cannot be unpacked: ${fault instanceof Error ? fault.message : fault}. It is damaged, cut off, or no backup of TrueLane.`,
    );
  }
}

/** Keys and secrets lie in these folders; how others may look into them is not left to the archive or to the umask. */
async function closeToOthers(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  for (const { parentPath, name } of folders) await chmod(join(parentPath, name), 0o700);
}

async function readContents(file: string, folder: string): Promise<Contents> {
  const text = await readFile(join(folder, CONTENTS_FILE), "utf8").catch(() => "");
  const parsed = contentsText.safeParse(text);
  if (!parsed.success) throw new BackupRefused(`${file} is no backup that this TrueLane reads.`);
  return parsed.data;
}

/** Those that the backup's database had; the next start applies what came later. */
function migrationsOf({ migrations, version }: Contents): readonly Migration[] {
  const ours = new Map(readMigrations().map((each) => [each.name, each]));
  return migrations.map(({ name, checksum }) => {
    const known = ours.get(name);
    if (known?.checksum !== checksum)
      throw new BackupRefused(
        `The backup was made by TrueLane ${version}, which is newer than this one. Restore it there.`,
      );
    return known;
  });
}

async function fillEmbedded(dataDir: string, said: Contents, migrations: readonly Migration[]): Promise<void> {
  const server = await openPostgres(dataDir);
  try {
    await fillDatabase(embeddedUrl(dataDir) ?? "", said, migrations, dataDir);
  } finally {
    await server.stop();
  }
}

async function fillDatabase(
  url: string,
  said: Contents,
  migrations: readonly Migration[],
  folder: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT FROM pg_tables WHERE schemaname = 'public' LIMIT 1");
    if (rows.length > 0)
      throw new BackupRefused(
        "The database of DATABASE_URL is not empty. Name a new one; what is there stays as it is.",
      );
    await migrate(client, migrations);
    await client.query("BEGIN");
    await emptyTables(client, said.tables);
    const walled = await takeWallsDown(client);
    for (const table of said.tables) {
      const came = await copyTableIn(client, table, join(folder, TABLES_FOLDER));
      if (came !== table.rows)
        throw new BackupRefused(`The backup is damaged: ${table.name} should have ${table.rows} rows and has ${came}.`);
    }
    await putWallsUp(client, walled);
    await setSequences(client, said.sequences);
    await endUnfinishedJobs(client);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

/** Their messages were in a queue that no backup keeps, and their files with what people upload. */
async function endUnfinishedJobs(client: pg.Client): Promise<void> {
  const problem = {
    code: "not-finished-before-backup",
    sentence: "This work was not finished when the backup was made. Send the file again.",
  };
  await client.query(
    "UPDATE job SET state = 'failed', finished_at = now(), result = $1 WHERE state IN ('queued', 'running')",
    [JSON.stringify({ problem })],
  );
}
