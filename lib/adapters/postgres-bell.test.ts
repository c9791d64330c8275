import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../test/postgres.ts";
import { openBell } from "./postgres-bell.ts";

const never = new AbortController().signal;

describe("a bell over LISTEN and NOTIFY", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it("wakes who sleeps, with what was said", async () => {
    const said: string[] = [];
    const bell = openBell(database.pool, "truelane_test", (payload) => said.push(payload));
    await bell.after(bell.mark(), 2000, never);
    const mark = bell.mark();
    await database.pool.query("SELECT pg_notify('truelane_test', 'hello')");
    await bell.after(mark, 5000, never);
    expect(said).toEqual(["hello"]);
    await bell.close();
  });

  it("does not let a sleeper miss what rang between its look and its wait", async () => {
    const bell = openBell(database.pool, "truelane_test");
    const mark = bell.mark();
    bell.ring();
    const start = performance.now();
    await bell.after(mark, 25_000, never);
    expect(performance.now() - start).toBeLessThan(20_000);
    await bell.close();
  });

  it("lets a sleeper go when its time is over or its signal aborts", async () => {
    const bell = openBell(database.pool, "truelane_test");
    await bell.after(bell.mark(), 2000, never);
    await bell.after(bell.mark(), 20, never);
    const ended = new AbortController();
    const waiting = bell.after(bell.mark(), 60_000, ended.signal);
    ended.abort();
    await waiting;
    await bell.close();
  });

  it("listens again after its connection was lost", async () => {
    const said: string[] = [];
    const bell = openBell(database.pool, "truelane_lost", (payload) => said.push(payload));
    await bell.after(bell.mark(), 2000, never);
    await database.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN truelane_lost' AND pid <> pg_backend_pid()",
    );
    await bell.after(bell.mark(), 5000, never); // it rings once it listens again
    await database.pool.query("SELECT pg_notify('truelane_lost', 'back')");
    for (let tries = 0; tries < 50 && said.length === 0; tries += 1) await bell.after(bell.mark(), 100, never);
    expect(said).toEqual(["back"]);
    await bell.close();
  });
});
