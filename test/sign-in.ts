/** A database with the tables of people and sessions, and a data folder: modules of lib/server read both from the environment. */
import { openTestDatabase, type TestDatabase } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export type SignInPlace = { readonly database: TestDatabase; readonly folder: string; close(): Promise<void> };

/** Modules of lib/server are imported after it. @param name of the folder */
export async function openSignInPlace(name: string): Promise<SignInPlace> {
  const database = await openTestDatabase({ migrate: ["0003", "0019", "0020"] });
  const folder = temporaryFolder(name);
  process.env.DATABASE_URL = database.url;
  process.env.DATA_DIR = folder;
  process.env.LOG_LEVEL = "fatal";
  return {
    database,
    folder,
    async close() {
      const { closePool } = await import("../lib/server/pool.ts");
      await closePool();
      await database.close();
    },
  };
}
