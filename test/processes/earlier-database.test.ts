/** The database of an earlier version, in which TrueLane was the superuser, is handed over to a role that row policies hold. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forMember } from "../../lib/adapters/for-member.ts";
import { migrate, readMigrations } from "../../lib/server/migrations.ts";
import { embeddedUrl, superuserUrl } from "../../lib/server/postgres/connection.ts";
import { type OpenPostgres, openPostgres } from "../../lib/server/postgres/open-postgres.ts";
import { passesWalls } from "../../lib/server/postgres/passes-walls.ts";
import { startInstallation } from "./installation.ts";

const dataDir = mkdtempSync(join(tmpdir(), "truelane-earlier-"));
let server: OpenPostgres | undefined;

async function asSuperuser<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: superuserUrl(dataDir, database) });
  await client.connect();
  return work(client).finally(() => client.end());
}

function openPool(): pg.Pool {
  const pool = new pg.Pool({ connectionString: embeddedUrl(dataDir) as string });
  // The server may end before a connection that goes has heard its own end.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

const OWNERS = `SELECT DISTINCT pg_get_userbyid(owner) AS owner FROM (
    SELECT relowner AS owner, relnamespace AS space FROM pg_class UNION ALL SELECT proowner, pronamespace FROM pg_proc
    UNION ALL SELECT typowner, typnamespace FROM pg_type UNION ALL SELECT nspowner, oid FROM pg_namespace WHERE nspname = 'pgboss') AS made
  WHERE space IN ('public'::regnamespace, 'pgboss'::regnamespace)`;

/** As an earlier version left it: its tables before the walls, and the queue's own, all of the superuser. */
async function makeEarlier(): Promise<void> {
  await asSuperuser("postgres", async (client) => {
    await client.query("DROP DATABASE truelane");
    await client.query("DROP ROLE truelane");
    await client.query("CREATE DATABASE truelane");
  });
  await asSuperuser("truelane", async (client) => {
    await migrate(
      client,
      readMigrations().filter(({ name }) => name < "0021"),
    );
    await client.query(
      `INSERT INTO job (id, member, kind, state, input, request_hash) VALUES
         (gen_random_uuid(), 'acme', 'register-lot', 'done', '{}', ''), (gen_random_uuid(), 'beta', 'register-lot', 'done', '{}', '')`,
    );
    const boss = new PgBoss({
      db: { executeSql: (text, values) => client.query(text, values) },
      supervise: false,
      schedule: false,
    });
    await boss.start();
    await boss.createQueue("register-lot");
    await boss.send("register-lot", { jobId: "1" });
    await boss.stop({ graceful: false });
  });
}

beforeAll(async () => {
  server = await openPostgres(dataDir);
  await makeEarlier();
  await server.stop();
  server = await openPostgres(dataDir);
}, 180_000);
afterAll(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("the database of an earlier version", () => {
  it("belongs to its own role with all that is in it, and that role is held", async () => {
    expect(await asSuperuser("truelane", async (client) => (await client.query(OWNERS)).rows)).toEqual([
      { owner: "truelane" },
    ]);
    const pool = openPool();
    expect(await passesWalls(pool)).toBeUndefined();
    await pool.end();
  });

  it("takes the later migrations, keeps its rows and its queue, and shows a member its own", async () => {
    const pool = openPool();
    const client = new pg.Client({ connectionString: embeddedUrl(dataDir) as string });
    await client.connect();
    expect(await migrate(client)).toContain("0021_rows_of_a_member");
    await client.end();
    const members = async (db: Pick<pg.Pool, "query">) => (await db.query("SELECT member FROM job")).rows;
    expect(await members(pool)).toEqual([]);
    expect(await forMember(pool, "acme", members)).toEqual([{ member: "acme" }]);
    const boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values) },
      supervise: false,
      schedule: false,
    });
    await boss.start();
    expect(await boss.fetch("register-lot")).toMatchObject([{ data: { jobId: "1" } }]);
    await boss.createQueue("another");
    await boss.stop({ graceful: false });
    await pool.end();
  });

  it("is handed over once: the next start finds it so", async () => {
    await server?.stop();
    server = await openPostgres(dataDir);
    expect(await asSuperuser("truelane", async (client) => (await client.query(OWNERS)).rows)).toEqual([
      { owner: "truelane" },
    ]);
  });
});

describe("a database of one's own", () => {
  it("in which TrueLane is a superuser is named at the start, with what to do", async () => {
    await asSuperuser("postgres", async (client) => {
      await migrate(client, []);
      // From a version that is not made yet: the start ends there.
      await client.query("INSERT INTO schema_migration (name, checksum) VALUES ('9999_later', '')");
    });
    const one = await startInstallation({
      dataDir: join(dataDir, "own"),
      env: { DATABASE_URL: superuserUrl(dataDir, "postgres") as string },
    });
    expect(await one.ended).toBe(2);
    expect(one.said()).toMatch(
      /^warning: nothing in the database keeps members apart: the role postgres is a superuser\..*README/m,
    );
  });
});
