import { common } from "@hyperledger/fabric-protos";
import { describe, expect, it, vi } from "vitest";
import { openTestDatabase } from "../../../test/postgres.ts";
import type { Gateways } from "./gateways.ts";
import { judgePeers, networkHealth, peerWords } from "./network-health.ts";
import { watchPeers } from "./peer-watch.ts";

/** Peers by address, each with the number of blocks that it names; `undefined` does not answer. */
function gatewaysOf(heights: Record<string, number | undefined>): Gateways {
  const peers = Object.keys(heights).map((address) => ({
    address,
    network: {
      getContract: () => ({
        async evaluateTransaction() {
          const height = heights[address];
          if (height === undefined) throw Object.assign(new Error("14 UNAVAILABLE"), { code: 14 });
          const info = new common.BlockchainInfo();
          info.setHeight(height);
          return info.serializeBinary();
        },
      }),
    },
  }));
  return { peers, channel: "c", chaincode: "t", organisation: { mspId: "M" } } as unknown as Gateways;
}

const refusal = () => undefined;

describe("the watch over the peers", () => {
  it("leaves a peer that stands still while others grow, and notes who lags and who is silent", async () => {
    const database = await openTestDatabase({ migrate: ["0002", "0009", "0015", "0016"] });
    const leave = vi.fn();
    const gateways = [gatewaysOf({ "a:1": 10, "b:1": 30, "c:1": undefined })];
    const watch = watchPeers({
      pool: database.pool,
      gateways,
      kept: () => 9,
      followed: () => "a:1",
      leave,
      refusal,
      every: 20,
    });
    expect(await watch.height()).toBe(30);
    await vi.waitFor(() => expect(leave).toHaveBeenCalled(), 60_000);
    expect(await peerWords(database.pool)).toEqual([
      { address: "a:1", height: 10, problem: null },
      { address: "b:1", height: 30, problem: null },
      { address: "c:1", height: null, problem: expect.stringContaining("c:1") },
    ]);
    expect(await networkHealth(database.pool)).toMatchObject({ unreachable: false, behind: 30 });
    await watch.stop();
    await database.close();
  });

  it("stays where it is while its peer keeps up", async () => {
    const database = await openTestDatabase({ migrate: ["0002", "0009", "0015", "0016"] });
    const leave = vi.fn();
    const gateways = [gatewaysOf({ "a:1": 10, "b:1": 10 })];
    const watch = watchPeers({
      pool: database.pool,
      gateways,
      kept: () => 9,
      followed: () => "a:1",
      leave,
      refusal,
      every: 10,
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(leave).not.toHaveBeenCalled();
    await watch.stop();
    await database.close();
  });

  it("shows why no blocks are taken from a peer, as long as none are", async () => {
    const database = await openTestDatabase({ migrate: ["0002", "0009", "0015", "0016"] });
    const refused = new Map([["a:1", "Its blocks are not taken."]]);
    const watch = watchPeers({
      pool: database.pool,
      gateways: [gatewaysOf({ "a:1": 10, "b:1": 10 })],
      kept: () => 9,
      followed: () => "b:1",
      leave: () => {},
      refusal: (address) => refused.get(address),
    });
    expect(await watch.height()).toBe(10);
    expect(judgePeers(await peerWords(database.pool))).toEqual([
      { address: "a:1", good: false, because: "Its blocks are not taken." },
      { address: "b:1", good: true, because: "10 blocks" },
    ]);
    refused.clear();
    await watch.height();
    expect(judgePeers(await peerWords(database.pool)).map(({ good }) => good)).toEqual([true, true]);
    await watch.stop();
    await database.close();
  });

  it("forgets a peer that the settings name no more", async () => {
    const database = await openTestDatabase({ migrate: ["0002", "0009", "0015", "0016"] });
    const parts = { pool: database.pool, kept: () => 9, followed: () => undefined, leave: () => {}, refusal };
    const before = watchPeers({ ...parts, gateways: [gatewaysOf({ "a:1": 10, "moved:1": 500 })] });
    await before.height();
    await before.stop();
    const after = watchPeers({ ...parts, gateways: [gatewaysOf({ "a:1": 10 })] });
    await after.height();
    await after.stop();
    expect(await peerWords(database.pool)).toEqual([{ address: "a:1", height: 10, problem: null }]);
    expect(await networkHealth(database.pool)).toMatchObject({ behind: 10 });
    await database.close();
  });

  it("shows why nothing can be recorded through a peer that answers, and counts it as an answer", async () => {
    const database = await openTestDatabase({ migrate: ["0002", "0009", "0015", "0016"] });
    const watch = watchPeers({
      pool: database.pool,
      gateways: [gatewaysOf({ "a:1": 10 })],
      kept: () => 9,
      followed: () => "a:1",
      leave: () => {},
      refusal,
      complaint: () => "Its chaincode does not run.",
    });
    expect(await watch.height()).toBe(10);
    expect(judgePeers(await peerWords(database.pool))).toEqual([
      { address: "a:1", good: false, because: "Its chaincode does not run." },
    ]);
    expect(await networkHealth(database.pool)).toMatchObject({ unreachable: false });
    await watch.stop();
    await database.close();
  });
});
