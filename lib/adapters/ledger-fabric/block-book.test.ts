import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { foundedBook } from "../../../test/model/book.ts";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { eventBytes } from "../../domain/event/event-bytes.ts";
import { latestCheckpoint } from "../log-store.ts";
import { openFileLogSigner } from "../signer-file/index.ts";
import { type BlockBook, openBlockBook } from "./block-book.ts";
import { readForks, readPlacedEntries } from "./block-rows.ts";
import type { BlockVerifier } from "./block-verifier.ts";
import { examineBlocks } from "./examine-blocks.ts";
import { type BlockSource, followBlocks } from "./follow-blocks.ts";
import type { PeerConnection } from "./gateways.ts";
import { CHANNEL, chainOf, peerOver, renameTransaction } from "./made-blocks.ts";
import { openOutbox } from "./outbox.ts";

const signatures = [{ certificate: "AAAA", signature: "A".repeat(86) }];
const EVENTS = foundedBook().events.map((event) => eventBytes({ ...event, signatures }));
const NONSENSE = Buffer.from("not an event");

describe("the book of a channel's blocks", () => {
  let database: TestDatabase;
  const open: BlockBook[] = [];
  const fatal: unknown[] = [];
  beforeEach(async () => {
    database = await openTestDatabase({ migrate: ["0002", "0009", "0015", "0016"] });
  });
  afterEach(async () => {
    for (const book of open.splice(0)) await book.close();
    fatal.length = 0;
    await database.close();
  });

  const bookOver = (...peers: PeerConnection[]) => openBook({ peers, chaincode: CHANNEL.chaincode });
  async function openBook(source: BlockSource): Promise<BlockBook> {
    const logSigner = await openFileLogSigner({ folder: temporaryFolder("book-keys") });
    const book = await openBlockBook({
      pool: database.pool,
      logSigner,
      follow: (after, signal) => followBlocks(source, after, signal),
      onFatal: (fault) => fatal.push(fault),
    });
    open.push(book);
    return book;
  }
  const places = async () =>
    (await readPlacedEntries(database.pool, 0, 10)).map(({ position }) => [position.index, position.transaction]);

  it("numbers what it can read, keeps what nobody can apart, and signs the log as far as it goes", async () => {
    const book = await bookOver(peerOver(chainOf([EVENTS[0]!, NONSENSE, EVENTS[1]!])));
    expect(await book.reached(2, 5000)).toBe(true);
    expect(await places()).toEqual([
      [0, "tx0"],
      [1, "tx2"],
    ]);
    expect((await latestCheckpoint(database.pool))?.size).toBe(2);
    const { examined, wrong } = await examineBlocks(database.pool);
    expect(examined).toBe(3);
    expect(wrong).toMatchObject([{ about: "transaction tx1" }]);
  });

  it("is not stopped by a transaction id that no row can hold", async () => {
    const chain = chainOf(EVENTS.slice(0, 2));
    renameTransaction(chain[1]!, "tx\0");
    const book = await bookOver(peerOver(chain));
    expect(await book.reached(1, 5000)).toBe(true);
    expect((await places()).map(([, transaction]) => transaction)).toEqual(["tx0", "tx\ufffd"]);
  });

  it("gives an append that too few endorsed as one that breaks the rules, at its place", async () => {
    const faults = [{ block: 1, transaction: "tx1", detail: "is endorsed by nobody", voids: true }];
    const verifier = (): BlockVerifier => ({
      assertOrdered: async () => {},
      examine: (block) => ({ configures: false, faults: block.getHeader()!.getNumber() === 1 ? faults : [] }),
    });
    const source = { peers: [peerOver(chainOf(EVENTS.slice(0, 3)))], chaincode: CHANNEL.chaincode, verifier };
    const book = await openBook(source);
    expect(await book.reached(2, 5000)).toBe(true);
    const entries = await readPlacedEntries(database.pool, 0, 10);
    expect(entries.map(({ ruleBroken }) => ruleBroken?.detail)).toEqual([
      undefined,
      "transaction tx1 is endorsed by nobody",
      undefined,
    ]);
    expect((await examineBlocks(database.pool)).wrong).toEqual([
      {
        about: "transaction tx1",
        sentence: "is called valid in block 1, but is endorsed by nobody. It changes nothing here",
      },
    ]);
  });

  it("goes on after a stop exactly where its rows are", async () => {
    const chain = chainOf(EVENTS.slice(0, 4));
    const first = await bookOver(peerOver(chain.slice(0, 2)));
    expect(await first.reached(1, 5000)).toBe(true);
    await first.close();
    const second = await bookOver(peerOver(chain));
    expect(await second.reached(3, 5000)).toBe(true);
    expect((await places()).map(([, transaction]) => transaction)).toEqual(["tx0", "tx1", "tx2", "tx3"]);
  });

  it("says what became of a transaction that was sent from here", async () => {
    const outbox = openOutbox(database.pool);
    await outbox.store({ eventId: "aa".repeat(16), transaction: "tx1", bytes: Uint8Array.of(1) });
    await outbox.store({ eventId: "bb".repeat(16), transaction: "tx-elsewhere", bytes: Uint8Array.of(2) });
    const book = await bookOver(peerOver(chainOf(EVENTS.slice(0, 2))));
    expect(await book.reached(1, 5000)).toBe(true);
    await outbox.note("tx1", "UNKNOWN");
    const { rows } = await database.pool.query(
      "SELECT id, state, code, block::int FROM fabric_transaction ORDER BY sequence",
    );
    expect(rows).toEqual([
      { id: "tx1", state: "COMMITTED", code: 0, block: 1 },
      { id: "tx-elsewhere", state: "ENDORSED", code: null, block: null },
    ]);
    expect(await outbox.newest("aa".repeat(16))).toMatchObject({ transaction: "tx1" });
  });

  it("freezes when a peer shows another history, keeps both hashes, and stays frozen after a restart", async () => {
    const first = await bookOver(peerOver(chainOf(EVENTS.slice(0, 3))));
    expect(await first.reached(2, 5000)).toBe(true);
    await first.close();
    const other = chainOf([EVENTS[0]!, EVENTS[1]!, NONSENSE, EVENTS[2]!]);
    const second = await bookOver(peerOver(other));
    await vi.waitFor(() => expect(fatal).toMatchObject([{ name: "LedgerFork", block: 2 }]), 60_000);
    expect(await readForks(database.pool)).toHaveLength(1);
    await expect(second.arrived("lumen", "00".repeat(16), 5000)).rejects.toMatchObject({ name: "LedgerFork" });
    await second.close();
    const third = await bookOver(peerOver(chainOf(EVENTS)));
    await vi.waitFor(() => expect(fatal).toHaveLength(2), 60_000);
    expect(third.end()?.number).toBe(2);
    expect((await examineBlocks(database.pool)).wrong).toMatchObject([{ about: "block 2" }]);
  });

  it("signs nothing over rows that somebody changed", async () => {
    const first = await bookOver(peerOver(chainOf(EVENTS.slice(0, 2))));
    expect(await first.reached(1, 5000)).toBe(true);
    await first.close();
    await database.pool.query("ALTER TABLE ledger_entry DISABLE TRIGGER USER");
    await database.pool.query("DELETE FROM ledger_entry WHERE log_index = 1");
    await bookOver(peerOver(chainOf(EVENTS)));
    await vi.waitFor(() => expect(fatal).toMatchObject([{ name: "LedgerDamaged" }]), 60_000);
  });
});
