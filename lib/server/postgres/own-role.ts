import "server-only";

/**
 * The role that TrueLane is in its embedded Postgres: owner of the database and of all in it, and no superuser, whom no row policy
 * would hold (docs/decisions/092). Earlier versions were the superuser: what they made is handed over at the next start.
 */
import pg from "pg";
import { CannotStart } from "./cannot-start.ts";
import { DATABASE_NAME, OWN_ROLE, superuserUrl } from "./connection.ts";

/** Idempotent. Throws while the server does not answer yet; `CannotStart` when it never will. */
export async function ensureOwnRole(dataDir: string, password: string): Promise<void> {
  await asSuperuser(dataDir, "postgres", async (server) => {
    const role = await server.query("SELECT FROM pg_roles WHERE rolname = $1", [OWN_ROLE]);
    if (role.rowCount === 0)
      await server.query(`CREATE ROLE ${OWN_ROLE} LOGIN PASSWORD ${server.escapeLiteral(password)}`);
    const database = await server.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE_NAME]);
    if (database.rowCount === 0) await server.query(`CREATE DATABASE ${DATABASE_NAME} OWNER ${OWN_ROLE}`);
    else if (!(await isOwned(server))) await asSuperuser(dataDir, DATABASE_NAME, handOver);
  });
}

/** The owner of the database changes last: until then the next start begins anew. */
async function isOwned(server: pg.Client): Promise<boolean> {
  const { rowCount } = await server.query(
    "SELECT FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = $1 AND r.rolname = $2",
    [DATABASE_NAME, OWN_ROLE],
  );
  return rowCount === 1;
}

async function handOver(client: pg.Client): Promise<void> {
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<{ statement: string }>(OWNED_BY_ME, [OWN_ROLE]);
    for (const { statement } of rows) await client.query(statement);
    await client.query(`ALTER DATABASE ${DATABASE_NAME} OWNER TO ${OWN_ROLE}`);
    await client.query("COMMIT");
  } catch (fault) {
    if (!(fault instanceof pg.DatabaseError)) throw fault;
    throw new CannotStart(
      `the database could not be handed over to its role ${OWN_ROLE}: ${fault.message}. Nothing was changed; start the earlier version, make a backup with truelane backup, and restore it with this one.`,
    );
  }
}

/**
 * One statement for each thing that this user made. REASSIGN OWNED refuses for a server's first user, which owns the catalogues.
 * Indexes, sequences of columns and row types go with their tables.
 */
const OWNED_BY_ME = `WITH made AS (
  SELECT oid, nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
), me AS (SELECT oid FROM pg_roles WHERE rolname = current_user)
SELECT format('ALTER SCHEMA %I OWNER TO %I', n.nspname, $1::text) AS statement
  FROM pg_namespace n JOIN made USING (oid) JOIN me ON n.nspowner = me.oid
UNION ALL SELECT format('ALTER %s %I.%I OWNER TO %I',
    CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
    made.nspname, c.relname, $1::text)
  FROM pg_class c JOIN made ON made.oid = c.relnamespace JOIN me ON c.relowner = me.oid
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND c.relkind = 'S' AND d.deptype IN ('a', 'i'))
UNION ALL SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, $1::text)
  FROM pg_proc p JOIN made ON made.oid = p.pronamespace JOIN me ON p.proowner = me.oid
UNION ALL SELECT format('ALTER %s %I.%I OWNER TO %I', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, made.nspname, t.typname, $1::text)
  FROM pg_type t JOIN made ON made.oid = t.typnamespace JOIN me ON t.typowner = me.oid WHERE t.typtype IN ('e', 'd', 'r')`;

async function asSuperuser<T>(dataDir: string, database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = superuserUrl(dataDir, database);
  if (!url) throw new Error("no pid file yet");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
