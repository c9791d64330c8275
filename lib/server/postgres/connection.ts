import "server-only";

/** Where the embedded Postgres of a data folder listens: its own pid file says the port, our file the password. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const POSTGRES_MAJOR = 18;
export const DATABASE_NAME = "truelane";
/** Who TrueLane is there; see own-role.ts. */
export const OWN_ROLE = "truelane";

export function clusterFolder(dataDir: string): string {
  return join(dataDir, `pg${POSTGRES_MAJOR}`);
}

export function passwordFile(dataDir: string): string {
  return join(dataDir, "postgres-password");
}

/** What Postgres wrote about itself (its `postmaster.pid`: pid, folder, start time, port, …). Undefined: not running, or killed long ago. */
export function runningPostmaster(dataDir: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(clusterFolder(dataDir), "postmaster.pid"), "utf8").split("\n");
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return Number.isInteger(pid) && Number.isInteger(port) && port > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

/** A connection string for the running embedded Postgres; undefined when nothing runs there. */
export function embeddedUrl(dataDir: string): string | undefined {
  return urlFor(OWN_ROLE, dataDir, DATABASE_NAME);
}

/** For whoever makes role and database, before TrueLane itself connects. */
export function superuserUrl(dataDir: string, database: string): string | undefined {
  return urlFor("postgres", dataDir, database);
}

/** Both have one password: the file is the secret, and whoever reads it may do everything with the data folder anyway. */
export function passwordOf(dataDir: string): string {
  return readFileSync(passwordFile(dataDir), "utf8").trim();
}

function urlFor(role: string, dataDir: string, database: string): string | undefined {
  const running = runningPostmaster(dataDir);
  return running && `postgresql://${role}:${passwordOf(dataDir)}@127.0.0.1:${running.port}/${database}`;
}
