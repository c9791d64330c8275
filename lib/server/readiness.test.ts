import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../test/postgres.ts";
import { openJobs } from "../adapters/jobs-postgres/jobs.ts";
import { migrate, readMigrations } from "./migrations.ts";
import { readinessOf } from "./readiness.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.close());

async function migrated(migrations = readMigrations()): Promise<void> {
  const client = await database.pool.connect();
  try {
    await migrate(client as never, migrations);
  } finally {
    client.release();
  }
}

/** As the worker leaves the database: its queues are made. */
async function working(): Promise<void> {
  await migrated();
  await (await openJobs(database.pool, () => {})).close();
}

async function waiting(state: string, since: string): Promise<void> {
  await database.pool.query(
    `INSERT INTO operation (id, member, actor, kind, command, request_hash, state, created_at)
     VALUES ($1, 'lumina', '{}', 'ship', '{}', '', $2, now() - $3::interval)`,
    [randomUUID(), state, since],
  );
}

const GOOD = { ready: true, database: "ok", tables: "ok", queue: "ok", ledger: "ok" };

describe("an installation", () => {
  it("is ready with its tables and its queue", async () => {
    await working();
    expect(await readinessOf(database.pool, "embedded")).toEqual(GOOD);
  });

  it("is not ready before its tables are made, nor with those of an older version", async () => {
    const none = { ...GOOD, ready: false, tables: "outdated", queue: "unreachable", ledger: "unknown" };
    expect(await readinessOf(database.pool, "embedded")).toEqual(none);
    await migrated(readMigrations().slice(0, -1));
    expect(await readinessOf(database.pool, "embedded")).toEqual(none);
  });

  it("is not ready while there is no queue to take work", async () => {
    await migrated();
    expect(await readinessOf(database.pool, "embedded")).toEqual({ ...GOOD, ready: false, queue: "unreachable" });
  });

  it.each(["pending", "checking"])(
    "stays ready, with a degraded ledger, when a %s write waits for long",
    async (state) => {
      await working();
      await waiting(state, "30 seconds");
      await waiting("recorded", "1 hour");
      expect(await readinessOf(database.pool, "embedded")).toEqual(GOOD);
      await waiting(state, "2 minutes");
      expect(await readinessOf(database.pool, "embedded")).toEqual({ ...GOOD, ledger: "degraded" });
    },
  );

  it("stays ready, with a degraded ledger, when no peer of its network answers", async () => {
    await working();
    expect(await readinessOf(database.pool, "fabric")).toEqual({ ...GOOD, ledger: "degraded" });
    await database.pool.query(
      "INSERT INTO fabric_peer (address, asked_at, answered_at, height) VALUES ('peer:7051', now(), now(), 4)",
    );
    expect(await readinessOf(database.pool, "fabric")).toEqual(GOOD);
    await database.pool.query("INSERT INTO fabric_fork (number, kept, shown) VALUES (3, 'aa', 'bb')");
    expect(await readinessOf(database.pool, "fabric")).toEqual({ ...GOOD, ledger: "degraded" });
  });

  it("is none without a database", async () => {
    await expect(readinessOf({ query: () => Promise.reject(new Error("gone")) } as never, "embedded")).rejects.toThrow(
      "gone",
    );
  });
});
