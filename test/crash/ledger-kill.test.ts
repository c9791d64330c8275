import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CrashableServer, openCrashableServer, openTestDatabase, type TestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { replayLedger } from "./check-ledger.ts";

const WRITER = fileURLToPath(new URL("ledger-writer.ts", import.meta.url));
const KILLS = 25;
const DATABASE_KILLS = 8;

type Acknowledged = { readonly index: number; readonly eventId: string; readonly eventHash: string };

describe("an embedded ledger that is killed", () => {
  let server: CrashableServer;
  let database: TestDatabase;
  const folder = temporaryFolder("ledger-kill");
  const acknowledged: Acknowledged[] = [];

  beforeAll(async () => {
    server = await openCrashableServer();
    database = await openTestDatabase({ migrate: ["0002"], server: server.url });
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
  });

  it(`keeps every acknowledged event once when its process is killed ${KILLS} times at random instants`, async () => {
    for (let round = 0; round < KILLS; round += 1) {
      const writer = startWriter();
      // Also while it starts, takes the seat or founds the network; mostly in the middle of appending.
      if (round % 5 === 0) await sleep(Math.random() * 800);
      else await writer.acknowledges();
      await sleep(Math.random() * 250);
      writer.process.kill("SIGKILL");
      await writer.ended;
    }
    await compare();
    expect(acknowledged.length).toBeGreaterThan(KILLS);
  });

  it(`keeps them when the database is killed ${DATABASE_KILLS} times under a running writer, which goes on by itself`, async () => {
    const before = acknowledged.length;
    const writer = startWriter();
    for (let round = 0; round < DATABASE_KILLS; round += 1) {
      await writer.acknowledges();
      await sleep(Math.random() * 300);
      await server.crash();
      await server.start();
    }
    await writer.acknowledges();
    writer.process.kill("SIGKILL");
    await writer.ended;
    await compare();
    expect(acknowledged.length).toBeGreaterThan(before + DATABASE_KILLS);
  });

  async function compare(): Promise<void> {
    const { size, places } = await replayLedger(database.pool);
    for (const { eventId, index, eventHash } of acknowledged) expect(places.get(eventId)).toEqual({ index, eventHash });
    expect(size).toBeGreaterThanOrEqual(acknowledged.length);
  }

  function startWriter(): { process: ChildProcess; ended: Promise<unknown>; acknowledges(): Promise<void> } {
    const child = spawn(process.execPath, [WRITER, database.url, folder], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout!.on("data", (chunk: Buffer) => {
      const lines = (text + chunk.toString()).split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        const [index, eventId = "", eventHash = ""] = line.split(" ");
        acknowledged.push({ index: Number(index), eventId, eventHash });
      }
    });
    const ended = once(child, "close");
    return {
      process: child,
      ended,
      async acknowledges() {
        const ending = ended.then(() => Promise.reject(new Error("the writer ended by itself")));
        await Promise.race([once(child.stdout!, "data"), ending]);
      },
    };
  }
});
