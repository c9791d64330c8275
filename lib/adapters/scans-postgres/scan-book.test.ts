import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import type { Caller } from "../../ports/scan-book.ts";
import { openScanBook } from "./scan-book.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase({ migrate: ["0001", "0003", "0008"] });
});
afterAll(() => db.close());

let labels = 0;
const newLabel = () => {
  labels += 1;
  return labels.toString(16).padStart(64, "0");
};
const minute = (n: number) => new Date(Date.UTC(2026, 4, 1, 12, n)).toISOString();
const caller = (device: number, at: string, more: Partial<Caller> = {}): Caller => ({
  at,
  network: "192.0.2.0/24",
  place: null,
  member: null,
  visitorOf: (label) => `${label.slice(-16)}${device.toString(16).padStart(16, "0")}`,
  ...more,
});
const bookOf = (more: { queued?: number; pool?: TestDatabase["pool"] } = {}) =>
  openScanBook({ pool: db.pool, clock: { now: () => minute(0) }, warn: () => {}, ...more });
const visitsOf = async (label: string) =>
  (
    await db.pool.query<{ number: number; requests: number }>(
      "SELECT number, requests FROM scan_visit WHERE label_id = $1 ORDER BY id",
      [Buffer.from(label, "hex")],
    )
  ).rows;

describe("the book of scans", () => {
  it("counts one person's reloads and retries once, within a batch and after it", async () => {
    const book = bookOf();
    const label = newLabel();
    for (const at of [0, 1, 2]) book.known(label, caller(1, minute(at)));
    await book.settled();
    book.known(label, caller(1, minute(20)));
    await book.settled();
    expect(await visitsOf(label)).toEqual([{ number: 1, requests: 4 }]);
  });

  it("numbers visitors, not requests; who comes back later pays another visit and keeps the number", async () => {
    const book = bookOf();
    const label = newLabel();
    book.known(label, caller(1, minute(0)));
    book.known(label, caller(2, minute(1)));
    await book.settled();
    book.known(label, caller(1, minute(120)));
    book.known(label, caller(3, minute(121)));
    await book.settled();
    expect((await visitsOf(label)).map(({ number }) => number)).toEqual([1, 2, 1, 3]);
    expect(await book.seen(label, caller(2, minute(130)))).toMatchObject({ firstAt: minute(0), number: 2 });
    expect(await book.seen(label, caller(9, minute(130)))).toMatchObject({ number: 4 });
  });

  it("is the first visitor's first sight before anything is written", async () => {
    expect(await bookOf().seen(newLabel(), caller(1, minute(5)))).toEqual({
      firstAt: minute(5),
      country: null,
      region: null,
      number: 1,
    });
  });

  it("does not count the members' own people, and keeps the first stranger's place", async () => {
    const book = bookOf();
    const label = newLabel();
    book.known(label, caller(1, minute(0), { member: "lumina" }));
    await book.settled();
    book.known(label, caller(2, minute(5), { place: { country: "DE", region: "Sachsen", spot: null } }));
    await book.settled();
    expect(await book.seen(label, caller(3, minute(9)))).toEqual({
      firstAt: minute(5),
      country: "DE",
      region: "Sachsen",
      number: 2,
    });
    expect((await book.seen(label, caller(1, minute(9), { member: "lumina" })))?.number).toBeNull();
  });

  it("tallies unknown and known codes of a network in ten minutes", async () => {
    const book = bookOf();
    const network = "198.51.100.0/24";
    for (let n = 0; n < 3; n++) book.unknown(caller(n, minute(0), { network }));
    book.known(newLabel(), caller(1, minute(0), { network }));
    await book.settled();
    const { rows } = await db.pool.query("SELECT known, unknown FROM scan_tally WHERE network = $1", [network]);
    expect(rows).toEqual([{ known: 1, unknown: 3 }]);
  });

  it("loses what is too much, and says how much that was", async () => {
    const book = bookOf({ queued: 2 });
    const label = newLabel();
    for (let n = 0; n < 5; n++) book.known(label, caller(n, minute(0)));
    await book.settled();
    expect(await visitsOf(label)).toHaveLength(2);
    expect((await db.pool.query("SELECT lost::int FROM scan_lost")).rows).toEqual([{ lost: 3 }]);
  });

  it("neither throws nor grows while the database is away", async () => {
    const broken = { query: () => Promise.reject(new Error("away")) } as unknown as TestDatabase["pool"];
    const book = bookOf({ pool: broken });
    for (let n = 0; n < 5; n++) book.known(newLabel(), caller(n, minute(0)));
    await book.settled();
  });
});
