import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findBinaries } from "../../fabric/binaries.ts";
import { processFolder, tlsAuthority } from "../../fabric/folders.ts";
import { ORGANISATIONS, type Organisation, portsOf } from "../../fabric/network.ts";
import { peerProcess } from "../../fabric/nodes.ts";
import { ensureStarted, waitForPorts } from "../../fabric/processes.ts";
import { judgePeers, peerWords } from "../../lib/adapters/ledger-fabric/network-health.ts";
import { latestCheckpoint } from "../../lib/adapters/log-store.ts";
import { openSmallWorld } from "../ports/small-world.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { kill, upAgain } from "./fault-bench.ts";
import { openTestLedger, openTestNetwork, type TestNetwork } from "./test-network.ts";

const BLOCKS = 25;

describe("a peer that answers but gets no blocks any more", () => {
  let network: TestNetwork;
  let world: ReturnType<typeof openSmallWorld>;
  let late: TestDatabase;
  const lagging = ORGANISATIONS.find(({ id }) => id === "northgrid")!;
  const address = () => `127.0.0.1:${portsOf(network.installation, lagging).peer}`;

  beforeAll(async () => {
    network = await openTestNetwork();
    world = openSmallWorld(network);
    await world.found();
    late = await openTestDatabase({ migrate: true });
    await kill(network, `${lagging.id}-peer`);
    await startCutOff(lagging);
  });
  afterAll(async () => {
    await late.close();
    await network.close();
  });

  it("stops no record, and is named with what to look at", async () => {
    for (let at = 0; at < BLOCKS; at++) expect(await world.declareProduct(`PN-LAG-${at}`)).toMatchObject({ ok: true });
    await vi.waitFor(async () => {
      const judged = judgePeers(await peerWords(network.database.pool)).filter((one) => one.address === address());
      expect(judged).toEqual([
        {
          address: address(),
          good: false,
          because: expect.stringMatching(
            /^lags: \d+ blocks, \d+ behind the highest peer; look at its log and at its way to the orderers$/,
          ),
        },
      ]);
    }, 60_000);
  }, 120_000);

  it("is left by a follower that began at it, which comes to the same root by another peer", async () => {
    const own = network.organisations.filter(({ mspId }) => mspId === lagging.mspId);
    expect(own[0]!.peers[0]!.address).toBe(address());
    const follower = await openTestLedger({ folder: temporaryFolder("late"), database: late, organisations: own });
    await vi.waitFor(async () => expect(await follower.size()).toBe(await network.ledger.size()), 60_000);
    const [here, there] = await Promise.all([network.database, late].map(({ pool }) => latestCheckpoint(pool)));
    expect(there!.root).toEqual(here!.root);
    await follower.close();
  }, 120_000);

  it("catches up by itself once it reaches the orderers again", async () => {
    await kill(network, `${lagging.id}-peer`);
    await upAgain(network);
    await vi.waitFor(async () => {
      const judged = judgePeers(await peerWords(network.database.pool));
      expect(judged.filter(({ good }) => !good)).toEqual([]);
    }, 60_000);
  }, 120_000);

  /** Its way to the orderers leads nowhere: each of their addresses stands for a port that nobody has. */
  async function startCutOff(organisation: Organisation): Promise<void> {
    const { installation } = network;
    const node = peerProcess(installation, organisation, findBinaries(process.env));
    const file = join(node.folder, "core.yaml");
    const config = JSON.parse(readFileSync(file, "utf8"));
    config.peer.deliveryclient.addressOverrides = ORGANISATIONS.map((one) => ({
      from: `127.0.0.1:${portsOf(installation, one).orderer}`,
      to: "127.0.0.1:9",
      caCertsFile: tlsAuthority(installation, one),
    }));
    writeFileSync(file, JSON.stringify(config));
    const processes = processFolder(installation);
    ensureStarted(processes, node);
    await waitForPorts(processes, node, 60_000);
  }
});
