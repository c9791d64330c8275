import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import { giveSeat } from "../../../test/seats.ts";
import { type Journal, type NewEntry, type Office, OutboxFull } from "../../ports/journal.ts";
import { openJournal, openOffice } from "./index.ts";

function row(idempotencyKey?: string, requestHash = "h"): NewEntry {
  return {
    id: randomUUID(),
    member: "lumen",
    actor: { by: "key" },
    kind: "sell",
    command: { kind: "sell", items: ["a"] },
    requestHash,
    at: new Date().toISOString(),
    ...(idempotencyKey && { idempotencyKey }),
  };
}

describe("the journal in Postgres", () => {
  let database: TestDatabase;
  let journal: Journal;
  let office: Office;
  beforeAll(async () => {
    database = await openTestDatabase({ migrate: ["0001", "0003"] });
    journal = openJournal(database.pool);
    office = openOffice(database.pool);
  });
  afterAll(async () => {
    await journal.close();
    await database.close();
  });

  it("opens one row for a key, however many ask at once, and a row each without one", async () => {
    const opened = await Promise.all(Array.from({ length: 30 }, () => journal.open(row("k1"))));
    expect(new Set(opened.map(({ entry }) => entry.id)).size).toBe(1);
    expect(opened.filter(({ fresh }) => fresh)).toHaveLength(1);
    const [a, b] = await Promise.all([journal.open(row()), journal.open(row())]);
    expect(a.entry.id).not.toBe(b.entry.id);
  });

  it("gives back what the first request was, whatever the second says", async () => {
    const { entry } = await journal.open(row("k2", "first"));
    const again = await journal.open(row("k2", "second"));
    expect(again).toMatchObject({ fresh: false, entry: { id: entry.id, requestHash: "first", actor: { by: "key" } } });
  });

  it("takes no more while the ledger is away and as much waits as may wait, and still answers for what it has", async () => {
    const limited = openJournal(database.web, { operations: 3, hours: 24 });
    const ask = () => limited.open(row());
    await database.pool.query("DELETE FROM operation");
    const first = await limited.open(row("k-full"));
    for (let more = 1; more < 3; more++) await limited.open({ ...row(), member: "harbor" });
    await expect(ask()).rejects.toThrow(OutboxFull);
    expect(await limited.hasRoom()).toBe(false);
    expect(await journal.hasRoom()).toBe(true);
    expect(await limited.open(row("k-full"))).toMatchObject({ fresh: false, entry: { id: first.entry.id } });
    await journal.finish(first.entry.id, { state: "recorded" });
    expect(await limited.hasRoom()).toBe(true);
    await ask();
    await limited.close();
  });

  it("takes no more after a day without a record, but is not stopped by a row with a trouble of its own", async () => {
    const limited = openJournal(database.web, { operations: 100, hours: 24 });
    await database.pool.query("DELETE FROM operation");
    const old = await limited.open(row());
    await database.pool.query("UPDATE operation SET created_at = now() - interval '25 hours'");
    const probe = await limited.open(row());
    await expect(limited.open(row())).rejects.toThrow(OutboxFull);
    await journal.finish(probe.entry.id, { state: "recorded" });
    await limited.open(row());
    await limited.open(row());
    expect((await journal.entry(old.entry.id))?.state).toBe("pending");
    await limited.close();
  });

  it("takes no more when what was recorded after a stuck row is a day old as well", async () => {
    const limited = openJournal(database.web, { operations: 100, hours: 24 });
    await database.pool.query("DELETE FROM operation");
    await limited.open(row());
    const recorded = await limited.open(row());
    await journal.finish(recorded.entry.id, { state: "recorded" });
    await database.pool.query(
      "UPDATE operation SET created_at = created_at - interval '9 days', updated_at = updated_at - interval '25 hours'",
    );
    await limited.open(row());
    await expect(limited.open(row())).rejects.toThrow(OutboxFull);
    await database.pool.query("UPDATE operation SET updated_at = now() WHERE id = $1", [recorded.entry.id]);
    await limited.open(row());
    await limited.close();
  });

  it("wakes the worker for a fresh row", async () => {
    const woken = new Promise<void>((resolve) => void journal.onOpened(resolve));
    await journal.open(row());
    await woken;
  });

  it("wakes an asker at the end, and lets it go unanswered when its time is over", async () => {
    const { entry } = await journal.open(row());
    expect((await journal.settled("lumen", entry.id, 50)).state).toBe("pending");
    const waiting = journal.settled("lumen", entry.id, 20_000);
    await journal.finish(entry.id, { state: "recorded", result: { sold: 1 } });
    expect(await waiting).toMatchObject({ state: "recorded", result: { sold: 1 } });
  });

  it("keeps every signed event of an operation in order, with what became of it", async () => {
    const { entry } = await journal.open(row());
    const event = (eventId: string) => ({ eventId, kind: "unpacked", bytes: "{}" });
    const [first] = await journal.storeEvents(entry.id, [event("e1")], { sscc: "1" });
    await journal.eventRefused(entry.id, first!.sequence, "superseded", { code: "stale-subject", sentence: "Late." });
    const [second, third] = await journal.storeEvents(entry.id, [event("e2"), event("e3")], { sscc: "2" });
    const receipt = { index: 7, eventHash: "f".repeat(64), time: "2026-01-01T00:00:00.000Z" };
    await journal.eventRecorded(entry.id, second!.sequence, receipt);
    expect(third).toMatchObject({ sequence: 2, eventId: "e3", state: "stored" });
    await journal.checking(entry.id);
    const pending = (await journal.pending(1000)).find(({ id }) => id === entry.id);
    expect(pending).toMatchObject({ state: "checking", result: { sscc: "2" } });
    expect(pending?.events).toMatchObject([
      { sequence: 0, eventId: "e1", state: "superseded" },
      { sequence: 1, eventId: "e2", state: "recorded", ...receipt },
      { sequence: 2, eventId: "e3", state: "stored" },
    ]);
  });

  it("keeps a refusal with its reason, and supersedes what stood on the refused event, not what was before it", async () => {
    const { entry } = await journal.open(row());
    const event = (eventId: string) => ({ eventId, kind: "unpacked", bytes: "{}" });
    const [first, second] = await journal.storeEvents(entry.id, [event("r1"), event("r2"), event("r3")], {});
    const receipt = { index: 8, eventHash: "e".repeat(64), time: "2026-01-01T00:00:00.000Z" };
    await journal.eventRecorded(entry.id, first!.sequence, receipt);
    const problem = { code: "not-in-container", sentence: "It is not there." };
    await journal.eventRefused(entry.id, second!.sequence, "refused", problem);
    const found = await journal.entry(entry.id);
    expect(found).toMatchObject({ state: "pending", problem });
    expect(found?.events.map(({ state }) => state)).toEqual(["recorded", "refused", "superseded"]);
  });

  it("does not show the worker what has ended", async () => {
    const { entry } = await journal.open(row());
    await journal.finish(entry.id, { state: "refused", problem: { code: "x", sentence: "No." } });
    expect((await journal.pending(1000)).map(({ id }) => id)).not.toContain(entry.id);
  });

  it("counts a person's approval once and gives a number once", async () => {
    for (const userId of ["u1", "u2"]) await giveSeat(database.pool, "lumen", userId, "release-approver");
    await office.approveRelease("lumen", "lot/a", { userId: "u1", email: "1@x" });
    await office.approveRelease("lumen", "lot/a", { userId: "u1", email: "1@x" });
    const approvals = await office.approveRelease("lumen", "lot/a", { userId: "u2", email: "2@x" });
    expect(approvals.map(({ userId }) => userId).sort()).toEqual(["u1", "u2"]);
    const numbers = await Promise.all(Array.from({ length: 20 }, () => office.nextSsccSerial("lumen")));
    expect(new Set(numbers).size).toBe(20);
    expect(Math.min(...numbers)).toBe(0);
  });

  it("counts approvals of who may release now: not of who lost the role, left, or sits at another member", async () => {
    const approved = async () => {
      const approvals = await office.approveRelease("lumen", "lot/b", { userId: "bo", email: "bo@x" });
      return approvals.map(({ userId }) => userId);
    };
    await giveSeat(database.pool, "lumen", "bo", "release-approver");
    await giveSeat(database.pool, "lumen", "anna", "admin", "release-approver");
    await giveSeat(database.pool, "harbor", "hua", "release-approver");
    for (const userId of ["anna", "hua"]) await office.approveRelease("lumen", "lot/b", { userId, email: "x@x" });
    expect(await approved()).toEqual(["anna", "bo"]);
    await giveSeat(database.pool, "lumen", "anna", "admin");
    expect(await approved()).toEqual(["bo"]);
    await giveSeat(database.pool, "lumen", "anna");
    expect(await approved()).toEqual(["bo"]);
  });
});
