import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openJournal } from "../../lib/adapters/journal-postgres/index.ts";
import type { Journal } from "../../lib/ports/journal.ts";
import type { Actor } from "../../lib/usecases/actor.ts";
import type { Command } from "../../lib/usecases/commands.ts";
import type { Operation } from "../../lib/usecases/operation.ts";
import { submitCommand } from "../../lib/usecases/submit-command.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { replayLedger } from "./check-ledger.ts";

const WORKER = fileURLToPath(new URL("worker-to-kill.ts", import.meta.url));
const KILLS = 15;
const EACH_ROUND = 12;

const clock = { now: () => new Date().toISOString() };
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const LEAD: Actor = { by: "person", member: "lumen", userId: "lead", email: "lead@lumen", roles: ["admin"] };

describe("a worker that is killed in the middle of its operations", () => {
  let database: TestDatabase;
  let journal: Journal;
  const folder = temporaryFolder("engine-kill");

  beforeAll(async () => {
    database = await openTestDatabase({ migrate: true });
    journal = openJournal(database.web);
  });
  afterAll(async () => {
    await journal.close();
    await database.close();
  });

  it(`brings each of ${KILLS * EACH_ROUND} requests to one entry of the ledger, however often they are sent again`, async () => {
    let worker = start();
    expect(await ask(FOUNDING, "found", 30_000)).toMatchObject({ state: "recorded" });
    for (let round = 0; round < KILLS; round += 1) {
      const keys = Array.from({ length: EACH_ROUND }, (_, at) => `${round}-${at}`);
      // A client that hears nothing in time asks again with the same key.
      const asking = keys.map((key) => ask(product(key), key, 50).then(() => ask(product(key), key, 50)));
      await sleep(Math.random() * 500);
      worker.kill("SIGKILL");
      await once(worker, "close");
      await Promise.all(asking);
      worker = start();
      await sleep(Math.random() * 900);
    }
    const keys = Array.from({ length: KILLS }, (_, round) =>
      Array.from({ length: EACH_ROUND }, (__, at) => `${round}-${at}`),
    ).flat();
    const answers = await Promise.all(keys.map((key) => ask(product(key), key, 60_000)));
    worker.kill("SIGKILL");
    await once(worker, "close");

    const { size, places } = await replayLedger(database.pool);
    const hashes = new Map([...places.values()].map((place) => [place.index, place.eventHash]));
    for (const answer of answers) {
      expect(answer).toMatchObject({ state: "recorded", events: [{ kind: "product-declared" }] });
      expect(hashes.get(answer.events[0]!.index)).toBe(answer.events[0]!.eventHash);
    }
    expect(new Set(answers.map(({ id }) => id)).size).toBe(keys.length);
    expect(size).toBe(1 + keys.length);
    const { rows } = await database.pool.query<{ shown: string }>("SELECT count(*) AS shown FROM rm_event");
    expect(Number(rows[0]?.shown)).toBe(size);
  });

  function ask(command: Command, idempotencyKey: string, waitMs: number): Promise<Operation> {
    return submitCommand({ journal, clock, random, waitMs }, LEAD, command, { idempotencyKey });
  }

  function start() {
    return spawn(process.execPath, [WORKER, database.url, folder], { stdio: ["ignore", "ignore", "inherit"] });
  }
});

const FOUNDING: Command = {
  kind: "found-network",
  name: "Test",
  founder: { member: "lumen", name: "Lumen", roles: ["maker"], vendorNames: ["LUMEN"], releaseApprovers: 1 },
};

function product(key: string): Command {
  return {
    kind: "declare-product",
    partNumber: `PN-${key}`,
    revision: "",
    vendorName: "LUMEN",
    formFactor: "SFP+",
    media: "10GBASE-SR",
  };
}
