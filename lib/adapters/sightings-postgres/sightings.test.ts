/** Who saw which module: only others are told of, only the newest time is kept, and the old ones go. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import type { Time } from "../../domain/event/event.ts";
import { openSightings } from "./sightings.ts";

let db: TestDatabase;
let now: Time = "2026-05-01T00:00:00.000Z";
beforeAll(async () => {
  db = await openTestDatabase({ migrate: ["0005"] });
}, 120_000);
afterAll(() => db.close());
const sightings = () => openSightings(db.web, { now: () => now });
const BEGIN = "2026-01-01T00:00:00.000Z";

describe("sightings", () => {
  it("of one's own are not told, those of others newest first", async () => {
    await sightings().note("acme", [
      { module: "m1", digest: "d1" },
      { module: "m1", digest: "d1" },
    ]);
    now = "2026-05-02T00:00:00.000Z";
    await sightings().note("beta", [{ module: "m1", digest: "d2" }]);
    expect((await sightings().elsewhere("acme", ["m1", "m2"], BEGIN)).get("m1")).toEqual([{ digest: "d2", at: now }]);
    expect((await sightings().elsewhere("gamma", ["m1"], BEGIN)).get("m1")?.map(({ digest }) => digest)).toEqual([
      "d2",
      "d1",
    ]);
    expect((await sightings().elsewhere("acme", ["m1"], "2026-05-03T00:00:00.000Z")).size).toBe(0);
  });

  it("that repeat keep the newest time in one row", async () => {
    now = "2026-05-04T00:00:00.000Z";
    await sightings().note("beta", [{ module: "m1", digest: "d2" }]);
    expect((await sightings().elsewhere("acme", ["m1"], BEGIN)).get("m1")).toEqual([{ digest: "d2", at: now }]);
  });

  it("older than half a year are deleted", async () => {
    now = "2026-12-01T00:00:00.000Z";
    await sightings().note("beta", [{ module: "m9", digest: "" }]);
    const { rows } = await db.pool.query("SELECT module FROM module_sighting");
    expect(rows).toEqual([{ module: "m9" }]);
  });
});
