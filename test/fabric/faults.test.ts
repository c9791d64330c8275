import { fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openOutbox } from "../../lib/adapters/ledger-fabric/index.ts";
import { latestCheckpoint } from "../../lib/adapters/log-store.ts";
import { digestsOf } from "../../lib/adapters/records-prisma/table-digests.ts";
import type { LedgerEvent } from "../../lib/domain/event/event.ts";
import type { Ledger } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";
import { openSmallWorld } from "../ports/small-world.ts";
import { openTestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { expectNothingLost, kill, leadingOrderer, recordedAtLast, upAgain } from "./fault-bench.ts";
import { LONG, sayWhySkipped } from "./long.ts";
import { openTestLedger, openTestNetwork, type TestNetwork } from "./test-network.ts";

const QUORUM_LOST_MS = 120_000;
const BLOCKS_MISSED = 2000;
const KILLS = 200;
sayWhySkipped("quorum lost for two minutes, a peer 2,000 blocks behind, a follower killed 200 times");

describe("a network that breaks while records are written", () => {
  let network: TestNetwork;
  let ledger: Ledger & LedgerStates;
  let world: ReturnType<typeof openSmallWorld>;
  /** Run at that step of an append, once. */
  const at: { endorsed?: () => Promise<void>; submitted?: () => Promise<void> } = {};
  const acknowledged: LedgerEvent[] = [];
  let serial = 0;

  beforeAll(async () => {
    network = await openTestNetwork();
    await network.ledger.close();
    const real = openOutbox(network.database.pool);
    const once = async (step: keyof typeof at) => {
      const work = at[step];
      delete at[step];
      await work?.();
    };
    ledger = await openTestLedger({
      ...network,
      folder: network.installation.folder,
      outbox: {
        ...real,
        async store(sent) {
          await real.store(sent);
          await once("endorsed");
        },
        async note(transaction, state) {
          await real.note(transaction, state);
          if (state === "SUBMITTED") await once("submitted");
        },
      },
    });
    world = openSmallWorld({ ...network, ledger, states: ledger });
    await world.found();
  });
  afterAll(async () => {
    await ledger.close();
    await network.close();
  });

  async function written(): Promise<LedgerEvent> {
    serial += 1;
    const event = await world.productEvent(`PN-${serial}`);
    await recordedAtLast(ledger, event);
    acknowledged.push(event);
    return event;
  }
  /** Waited for before the next thing is broken: two ups at once would meet each other's half-started nodes. */
  let returning: Promise<unknown> = Promise.resolve();
  const gatewayDies = async () => {
    await kill(network, "lumen-optics-peer");
    returning = sleep(1500).then(() => upAgain(network));
    returning.catch(() => {});
  };

  it("records once what was being endorsed when its gateway peer was killed", async () => {
    const [event] = await Promise.all([written(), gatewayDies()]);
    expect(event).toBeDefined();
    await returning;
  }, 240_000);

  it("records once what was endorsed and not yet sent", async () => {
    at.endorsed = gatewayDies;
    await written();
    await returning;
  }, 240_000);

  it("records once what was sent and not yet in a block", async () => {
    at.submitted = gatewayDies;
    await written();
    await returning;
  }, 240_000);

  it("records once what is waiting for its commit status", async () => {
    at.submitted = async () => {
      await sleep(30);
      await gatewayDies();
    };
    await written();
    await returning;
  }, 240_000);

  it("goes on without one orderer", async () => {
    const leader = await leadingOrderer(network);
    const follower = ["neutral-orderer", "northgrid-orderer"].find((name) => name !== leader)!;
    await kill(network, follower);
    for (let round = 0; round < 3; round++) await written();
    await upAgain(network);
  }, 240_000);

  it("goes on after its leading orderer was killed", async () => {
    const leader = await leadingOrderer(network);
    await kill(network, leader);
    for (let round = 0; round < 3; round++) await written();
    await upAgain(network);
  }, 240_000);

  it.skipIf(!LONG)(
    "records once what was asked while its orderers had no quorum for two minutes",
    async () => {
      for (const name of ["neutral-orderer", "northgrid-orderer"]) await kill(network, name);
      const events = await Promise.all(Array.from({ length: 5 }, (_, one) => world.productEvent(`PN-QUORUM-${one}`)));
      const recorded = Promise.all(events.map((event) => recordedAtLast(ledger, event, 400_000)));
      await sleep(QUORUM_LOST_MS);
      await upAgain(network);
      await recorded;
      acknowledged.push(...events);
    },
    600_000,
  );

  it.skipIf(!LONG)(
    "lets a peer that was stopped for 2,000 blocks show the same history",
    async () => {
      await kill(network, "northgrid-peer");
      const height = async () =>
        (await network.database.pool.query<{ n: number }>("SELECT max(number)::integer AS n FROM fabric_block"))
          .rows[0]!.n;
      const from = await height();
      while ((await height()) < from + BLOCKS_MISSED) {
        // One after the other in each lane: nearly every record gets a block of its own.
        await Promise.all(Array.from({ length: 4 }, (_, lane) => sleep(lane * 20).then(written)));
      }
      await upAgain(network);
      const database = await openTestDatabase({ migrate: true });
      const alone = network.organisations
        .filter(({ mspId }) => mspId === "AuditorMSP")
        .map((one) => ({ ...one, peers: one.peers.slice(0, 1) }));
      const follower = await openTestLedger({ folder: temporaryFolder("late"), database, organisations: alone });
      await vi.waitFor(async () => expect(await follower.size()).toBe(await ledger.size()), 120_000);
      const [here, there] = await Promise.all([network.database, database].map(({ pool }) => latestCheckpoint(pool)));
      expect(there).toMatchObject({ size: here!.size, root: here!.root });
      await follower.close();
      await database.close();
    },
    1_800_000,
  );

  it.skipIf(!LONG)(
    "gives a follower that is killed 200 times at random every entry once",
    async () => {
      const database = await openTestDatabase({ migrate: true });
      const started = { kills: 0, stop: false };
      const writing = (async () => {
        while (!started.stop) await written();
      })();
      const plan = JSON.stringify({
        url: database.url,
        folder: network.installation.folder,
        keys: temporaryFolder("killed"),
      });
      for (; started.kills < KILLS; started.kills++) {
        const child = fork(join(import.meta.dirname, "follower-to-kill.ts"), [plan], {
          execArgv: ["--conditions=react-server", "--disable-warning=ExperimentalWarning", "--disable-warning=DEP0123"],
        });
        const ready = new Promise((resolve) => child.once("message", resolve));
        const ended = new Promise((resolve) => child.once("exit", resolve));
        await Promise.race([ready, ended]);
        await sleep(Math.random() * 250);
        child.kill("SIGKILL");
        await ended;
      }
      started.stop = true;
      await writing;
      const follower = await openTestLedger({ ...network, folder: temporaryFolder("after"), database });
      await vi.waitFor(async () => expect(await follower.size()).toBe(await ledger.size()), 600_000);
      await follower.close();
      await expectNothingLost(database, acknowledged);
      await database.close();
    },
    3_600_000,
  );

  it(
    "has lost nothing and doubled nothing, and a replay from block 0 gives equal rows",
    async () => {
      await upAgain(network);
      await written();
      await expectNothingLost(network.database, acknowledged);
      const database = await openTestDatabase({ migrate: true });
      const second = await openTestLedger({ ...network, folder: temporaryFolder("second"), database });
      await vi.waitFor(async () => expect(await second.size()).toBe(await ledger.size()), 600_000);
      await expectNothingLost(database, acknowledged);
      expect(await digestsOf(database.pool)).toEqual(await digestsOf(network.database.pool));
      await second.close();
      await database.close();
      // Some thousand entries more are folded after the long tests.
    },
    LONG ? 1_800_000 : 240_000,
  );
});
