/** The database under supervision: the embedded one is started again when it dies; a server of one's own is only asked once. */
import pg from "pg";
import type { Env } from "../../lib/server/env.ts";
import { CannotStart } from "../../lib/server/postgres/cannot-start.ts";
import { openPostgres } from "../../lib/server/postgres/open-postgres.ts";
import { passesWalls } from "../../lib/server/postgres/passes-walls.ts";

export type KeptDatabase = {
  /** Called after the embedded database died and answers again. */
  onRestart(work: () => void): void;
  stop(): Promise<void>;
};

export async function openDatabase(env: Env, say: (line: string) => void): Promise<KeptDatabase> {
  if (env.databaseUrl) {
    await assertServerUsable(env.databaseUrl, say);
    return { onRestart: () => {}, stop: async () => {} };
  }
  let server = await openPostgres(env.dataDir);
  let stopping = false;
  let afterRestart = () => {};
  const { port } = server;

  const watch = (async () => {
    while (!stopping) {
      await server.ended;
      if (stopping) return;
      say("the database ended; it is started again");
      try {
        // The same port, so that the connections of the others find it again.
        server = await openPostgres(env.dataDir, { port });
        afterRestart();
      } catch (fault) {
        process.stderr.write(`truelane: ${fault instanceof Error ? fault.message : fault}\n`);
        process.kill(process.pid, "SIGTERM");
        return;
      }
    }
  })();

  return {
    onRestart: (work) => {
      afterRestart = work;
    },
    async stop() {
      stopping = true;
      await server.stop();
      await watch;
      // One that was being started again meanwhile.
      await server.stop();
    },
  };
}

const OLDEST = 160_000;

async function assertServerUsable(url: string, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number; text: string }>(
      "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text",
    );
    const [row] = rows;
    if (row && row.number < OLDEST)
      throw new CannotStart(`DATABASE_URL is PostgreSQL ${row.text}; TrueLane needs 16 or newer.`);
    const passes = await passesWalls(client);
    if (passes) say(`warning: ${passes}`);
  } catch (fault) {
    if (fault instanceof CannotStart) throw fault;
    const reason = fault instanceof Error ? fault.message || (fault as NodeJS.ErrnoException).code : String(fault);
    throw new CannotStart(`the database of DATABASE_URL does not answer: ${reason}. Check address, user and password.`);
  } finally {
    await client.end().catch(() => {});
  }
}
