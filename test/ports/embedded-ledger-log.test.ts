import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbeddedLedger } from "../../lib/adapters/ledger-embedded/index.ts";
import {
  checkpointAt,
  consistency,
  entryBundle,
  inclusion,
  latestCheckpoint,
  logKeys,
  rootAt,
  tile,
} from "../../lib/adapters/log-store.ts";
import { openFileLogSigner, openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import { parseCheckpoint, parseNote, verifyNote } from "../../lib/domain/log/checkpoint.ts";
import { logEntry } from "../../lib/domain/log/log-entry.ts";
import { buildLevels, hashLeaf, rootOf, verifyConsistency, verifyInclusion } from "../../lib/domain/log/merkle-tree.ts";
import { expectOk } from "../../lib/domain/result.ts";
import type { Ledger } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { openSmallWorld, patiently } from "./small-world.ts";

const clock = { now: () => new Date().toISOString() };
const EVENTS = 300;

async function openAll(database: TestDatabase, onFatal?: (fault: unknown) => void) {
  const folder = temporaryFolder("log-keys");
  const [signer, logSigner] = [await openFileSigner({ folder, clock }), await openFileLogSigner({ folder })];
  const open = (waitForSeatMs?: number) =>
    openEmbeddedLedger({ pool: database.pool, logSigner, clock, waitForSeatMs, ...(onFatal && { onFatal }) });
  return { signer, logSigner, open };
}

describe("the embedded ledger's log", () => {
  let database: TestDatabase;
  let ledger: Ledger & LedgerStates;
  let leaves: Uint8Array[];
  let entries: Uint8Array[];

  beforeAll(async () => {
    database = await openTestDatabase({ migrate: ["0002"] });
    const { signer, open } = await openAll(database);
    ledger = await open();
    const world = openSmallWorld({ ledger, states: ledger, signer });
    await world.found();
    await Promise.all(Array.from({ length: EVENTS - 2 }, (_, at) => world.declareProduct(`PN-${at}`)));
    entries = [];
    for await (const { event } of ledger.follow(undefined, new AbortController().signal))
      if (entries.push(logEntry(event)) === EVENTS) break;
    leaves = entries.map(hashLeaf);
  });
  afterAll(async () => {
    await ledger.close();
    await database.close();
  });

  it("is signed as far as it goes, with a key that is published beside it", async () => {
    const head = (await latestCheckpoint(database.pool))!;
    expect(verifyNote(head.note, await logKeys(database.pool))).toMatchObject([{ status: "passed" }]);
    const checkpoint = expectOk(parseCheckpoint(expectOk(parseNote(head.note)).body));
    expect(checkpoint).toMatchObject({ size: EVENTS, origin: `truelane/${(await ledger.founding())!.network}` });
    expect(Buffer.from(checkpoint.root)).toEqual(Buffer.from(rootOf(leaves)));
  });

  it("proves every entry at every signed size", async () => {
    const { rows } = await database.pool.query<{ size: string }>("SELECT size FROM ledger_checkpoint ORDER BY size");
    expect(rows.length).toBeGreaterThan(1);
    for (const size of rows.map((row) => Number(row.size))) {
      const root = (await checkpointAt(database.pool, size))!.root;
      for (const index of [0, 1, Math.floor(size / 2), size - 1].filter((at) => at < size)) {
        const path = (await inclusion(database.pool, index, size))!;
        expect(verifyInclusion({ leaf: leaves[index]!, index, size, path, root })).toBe(true);
        const other = leaves[(index + 1) % EVENTS]!;
        expect(verifyInclusion({ leaf: other, index, size, path, root })).toBe(false);
      }
    }
  });

  it("proves that it only grew", async () => {
    for (const oldSize of [1, 2, 7, 256, 299, 300]) {
      const path = (await consistency(database.pool, oldSize, EVENTS))!;
      const [oldRoot, newRoot] = [rootOf(leaves.slice(0, oldSize)), rootOf(leaves)];
      expect(verifyConsistency({ oldSize, newSize: EVENTS, oldRoot, newRoot, path })).toBe(true);
    }
  });

  it("has no proof for a place that it never had", async () => {
    expect(await inclusion(database.pool, EVENTS, EVENTS)).toBeUndefined();
    expect(await inclusion(database.pool, 0, EVENTS + 1)).toBeUndefined();
    expect(await consistency(database.pool, EVENTS + 1, EVENTS)).toBeUndefined();
    expect(await consistency(database.pool, 1, EVENTS + 1)).toBeUndefined();
    expect(await rootAt(database.pool, EVENTS + 1)).toBeUndefined();
  });

  it("serves full and partial tiles of hashes, and none that is wider than the log", async () => {
    expect(await tile(database.pool, 0, 0)).toEqual(Buffer.concat(leaves.slice(0, 256)));
    expect(await tile(database.pool, 0, 1, 44)).toEqual(Buffer.concat(leaves.slice(256, 300)));
    expect(await tile(database.pool, 1, 0, 1)).toEqual(Buffer.from(buildLevels(leaves.slice(0, 256)).root));
    expect(await tile(database.pool, 0, 1, 45)).toBeUndefined();
    expect(await tile(database.pool, 1, 0, 2)).toBeUndefined();
    expect(await tile(database.pool, 0, 1, 0)).toBeUndefined();
    expect(await tile(database.pool, 0, 0, 257)).toBeUndefined();
  });

  it("serves entries as hashes with their lengths", async () => {
    const bundle = (await entryBundle(database.pool, 1, 44))!;
    expect(bundle).toEqual(Buffer.concat(entries.slice(256).flatMap((entry) => [Buffer.from([0, 64]), entry])));
    expect(await entryBundle(database.pool, 1, 45)).toBeUndefined();
  });

  it("cannot be rewritten through the product's own connection", async () => {
    for (const statement of [
      "UPDATE ledger_entry SET bytes = '' WHERE log_index = 0",
      "DELETE FROM ledger_entry",
      "TRUNCATE ledger_entry",
      "UPDATE ledger_node SET hash = hash",
      "DELETE FROM ledger_checkpoint",
    ])
      await expect(database.pool.query(statement)).rejects.toThrow("append-only");
  });
});

describe("the writer's seat of an embedded ledger", () => {
  it("is one: a second process waits and then gives up, and gets it once the first has left", async () => {
    const database = await openTestDatabase({ migrate: ["0002"] });
    const { open } = await openAll(database);
    const first = await open();
    await expect(open(300)).rejects.toThrow("another process writes this ledger");
    await first.close();
    const second = await open(300);
    await second.close();
    await database.close();
  });

  it("is not taken back by an append after the end, and the next process has it at once", async () => {
    const database = await openTestDatabase({ migrate: ["0002"] });
    const { signer, open } = await openAll(database);
    const first = await open();
    const world = openSmallWorld({ ledger: first, states: first, signer });
    await world.found();
    const event = await world.productEvent("PN-AFTER");
    await first.close();
    await expect(first.append(event)).rejects.toThrow("this ledger is closed");
    const second = await open(300);
    expect(await second.append(event)).toMatchObject({ ok: true });
    await second.close();
    await database.close();
  });

  it("is found again after the database dropped the connection, with every event once", async () => {
    const database = await openTestDatabase({ migrate: ["0002"] });
    const { signer, open } = await openAll(database);
    const ledger = await open();
    const world = openSmallWorld({ ledger, states: ledger, signer });
    await world.found();
    for (let round = 0; round < 5; round += 1) {
      const events = await Promise.all(
        Array.from({ length: 20 }, (_, at) => patiently(() => world.productEvent(`PN-${round}-${at}`))),
      );
      const answers = events.map((event) => ledger.append(event));
      await dropOthers(database);
      for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ ok: true });
    }
    expect(await ledger.size()).toBe(2 + 5 * 20);
    await ledger.close();
    await database.close();
  });

  it("is lost for good to a writer that came in between: the old one fails and writes nothing", async () => {
    const database = await openTestDatabase({ migrate: ["0002"] });
    let fatal: unknown;
    const { signer, open } = await openAll(database, (fault) => {
      fatal = fault;
    });
    const stale = await open();
    const world = openSmallWorld({ ledger: stale, states: stale, signer });
    await world.found();
    await dropOthers(database);
    const fresh = await open();
    await fresh.close(); // the lock is free again, the fence is not ours
    await expect(world.declareProduct("PN-LATE")).rejects.toThrow("another process has written this ledger");
    await expect(world.declareProduct("PN-LATER")).rejects.toThrow("has stopped writing");
    expect(String(fatal)).toContain("SeatTaken");
    expect(await stale.size()).toBe(2);
    await stale.close();
    await database.close();
  });
});

describe("the clock of an embedded ledger's writer", () => {
  const MINUTE = 60_000;
  let shift = 0;
  const shifted = { now: () => new Date(Date.now() + shift).toISOString() };

  it("moves no time that is far ahead of the database's, and records again once it is right", async () => {
    const database = await openTestDatabase({ migrate: ["0002"] });
    const folder = temporaryFolder("clock-keys");
    const [signer, logSigner] = [await openFileSigner({ folder, clock }), await openFileLogSigner({ folder })];
    const ledger = await openEmbeddedLedger({ pool: database.pool, logSigner, clock: shifted });
    const world = openSmallWorld({ ledger, states: ledger, signer });
    await world.found();
    shift = 9 * 365 * 24 * 60 * MINUTE;
    await expect(world.declareProduct("PN-2035")).rejects.toThrow("more than 15 minutes ahead");
    shift = 16 * MINUTE;
    await expect(world.declareProduct("PN-16")).rejects.toThrow("more than 15 minutes ahead");
    shift = 14 * MINUTE;
    await world.declareProduct("PN-14");
    shift = -60 * MINUTE;
    await world.declareProduct("PN-BEHIND");
    expect(await ledger.size()).toBe(4);
    await ledger.close();
    await database.close();
  });
});

describe("a stored ledger that somebody changed", () => {
  it("is not opened when entries and signed head do not belong together", async () => {
    const { database, open } = await writtenAndClosed();
    await asOwner(database, "DELETE FROM ledger_entry WHERE log_index = 1");
    await expect(open()).rejects.toThrow("contradicts itself");
    await database.close();
  });

  it("is not opened when a node was replaced", async () => {
    const { database, open } = await writtenAndClosed();
    await asOwner(database, "UPDATE ledger_node SET hash = sha256('x') WHERE level = 1 AND node_index = 0");
    await expect(open()).rejects.toThrow("contradicts itself");
    await database.close();
  });

  it("is opened when nobody did", async () => {
    const { database, open } = await writtenAndClosed();
    await (await open()).close();
    await database.close();
  });

  it("gets no further signature when its nodes change under a running writer", async () => {
    const database = await openTestDatabase({ migrate: ["0002"] });
    const fatal: unknown[] = [];
    const { signer, open } = await openAll(database, (fault) => fatal.push(fault));
    const ledger = await open();
    const world = openSmallWorld({ ledger, states: ledger, signer });
    await world.found();
    await asOwner(database, "UPDATE ledger_node SET hash = sha256('x') WHERE level = 1 AND node_index = 0");
    await expect(world.declareProduct("PN")).rejects.toThrow("contradicts itself");
    expect(fatal).toHaveLength(1);
    expect((await latestCheckpoint(database.pool))!.size).toBe(2);
    await ledger.close();
    await database.close();
  });

  async function writtenAndClosed() {
    const database = await openTestDatabase({ migrate: ["0002"] });
    const { signer, open } = await openAll(database);
    const ledger = await open();
    await openSmallWorld({ ledger, states: ledger, signer }).found();
    await ledger.close();
    return { database, open };
  }

  async function asOwner(database: TestDatabase, statement: string): Promise<void> {
    for (const table of ["ledger_entry", "ledger_node"])
      await database.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await database.pool.query(statement);
  }
});

/** Ends every other session of this database on the server's side, as a crash of the network would. */
async function dropOthers({ pool }: TestDatabase): Promise<void> {
  await pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
}
