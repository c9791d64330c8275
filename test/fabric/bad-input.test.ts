import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findBinaries } from "../../fabric/binaries.ts";
import { processFolder, tlsFolder } from "../../fabric/folders.ts";
import { assertInForce, makeIdentities } from "../../fabric/identities.ts";
import { consensusOf, openInstallation } from "../../fabric/installation.ts";
import { ORGANISATIONS, type Organisation, portsOf } from "../../fabric/network.ts";
import { peerProcess } from "../../fabric/nodes.ts";
import { ensureStarted, waitForPorts } from "../../fabric/processes.ts";
import { bringUp } from "../../fabric/up.ts";
import { faultSentence } from "../../lib/adapters/ledger-fabric/fault-sentence.ts";
import { connectGateways } from "../../lib/adapters/ledger-fabric/gateways.ts";
import type { FabricOrganisation } from "../../lib/adapters/ledger-fabric/index.ts";
import { judgePeers, peerWords } from "../../lib/adapters/ledger-fabric/network-health.ts";
import { openSmallWorld } from "../ports/small-world.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { expired } from "./expired.ts";
import { kill, upAgain } from "./fault-bench.ts";
import { channel, openTestNetwork, type TestNetwork } from "./test-network.ts";

const up = (folder: string, environment: NodeJS.ProcessEnv = process.env) =>
  bringUp({ folder, consensus: "BFT", environment, say: () => {} });

describe("a network that cannot come up", () => {
  it("names the program of another release, and how the right one is got", async () => {
    const folder = temporaryFolder("old-fabric");
    for (const name of ["peer", "orderer", "configtxgen"]) {
      writeFileSync(join(folder, name), "#!/bin/sh\necho ' Version: v2.5.4'\n");
      chmodSync(join(folder, name), 0o755);
    }
    await expect(up(temporaryFolder("net"), { ...process.env, FABRIC_BIN: folder })).rejects.toThrow(
      /peer is version v2\.5\.4; this network needs 3\.1\. Get version 3\.1\.5 .*install-fabric\.sh -f 3\.1\.5/,
    );
    for (const name of ["peer", "orderer", "configtxgen"]) writeFileSync(join(folder, name), "#!/bin/sh\nexit 3\n");
    await expect(up(temporaryFolder("net"), { ...process.env, FABRIC_BIN: folder })).rejects.toThrow(
      "no program of Fabric that says its version",
    );
    expect(() => findBinaries({ ...process.env, FABRIC_BIN: temporaryFolder("empty") })).toThrow(
      "not found in FABRIC_BIN",
    );
  });

  it("names a way of ordering that it does not have", () => {
    expect(consensusOf()).toBe("BFT");
    expect(consensusOf("etcdraft")).toBe("etcdraft");
    expect(() => consensusOf("kafka")).toThrow("FABRIC_CONSENSUS is kafka; this network orders by BFT or etcdraft.");
  });

  it("names a port that another program has", async () => {
    const folder = temporaryFolder("net");
    const installation = await openInstallation(folder, "BFT");
    const port = portsOf(installation, ORGANISATIONS[0]!).peer;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    await expect(up(folder)).rejects.toThrow(`Port ${port} of lumen-optics-peer is taken by another program.`);
    await new Promise((resolve) => server.close(resolve));
  });

  it("names a certificate that has run out", async () => {
    const installation = await openInstallation(temporaryFolder("net"), "BFT");
    const [maker] = ORGANISATIONS;
    await makeIdentities(installation, maker!);
    expect(() => assertInForce(installation, maker!)).not.toThrow();
    const inSixYears = new Date(Date.now() + 6 * 365 * 24 * 3600 * 1000);
    expect(() => assertInForce(installation, maker!, inSixYears)).toThrow(
      /The certificate .*cert\.pem of lumen-optics expired on \d{4}-\d\d-\d\d\. Put a renewed one in its place, issued with the authority's key in .*authority/,
    );
    expect(tlsFolder(installation, maker!, "peer")).toContain("lumen-optics");
  });
});

describe("a ledger that cannot be reached as its settings say", () => {
  let network: TestNetwork;
  let maker: FabricOrganisation;
  beforeAll(async () => {
    network = await openTestNetwork();
    maker = network.organisations[0]!;
  });
  afterAll(() => network.close());

  const cases: readonly (readonly [
    string,
    (good: FabricOrganisation) => Partial<FabricOrganisation>,
    object,
    RegExp,
  ])[] = [
    [
      "another organisation's MSP",
      () => ({ mspId: "DistributorMSP" }),
      {},
      /does not take FABRIC_CERT for DistributorMSP|denies DistributorMSP access/,
    ],
    ["an MSP that nobody knows", () => ({ mspId: "GhostMSP" }), {}, /FABRIC_CERT.*GhostMSP/],
    [
      "a channel that is not there",
      () => ({}),
      { channel: "nowhere" },
      /has not joined channel nowhere.*FABRIC_CHANNEL/,
    ],
    [
      "a chaincode that nobody approved",
      () => ({}),
      { chaincode: "ghost" },
      /chaincode ghost is not approved and committed/,
    ],
    [
      "a peer that does not run",
      (good) => ({ peers: [{ ...good.peers[0]!, address: "127.0.0.1:9" }] }),
      {},
      /peer 127\.0\.0\.1:9 does not answer\. Start it/,
    ],
    [
      "another organisation's TLS authority",
      (good) => ({ peers: [{ ...good.peers[0]!, tlsAuthority: good.peers[1]!.tlsAuthority }] }),
      {},
      /FABRIC_TLS_CA did not issue/,
    ],
  ];
  it.each(cases)("says so of %s, with the next step", async (_, changes, otherChannel, sentence) => {
    expect(await saidTo({ ...maker, ...changes(maker) }, otherChannel)).toMatch(sentence);
  });

  it("says so of a certificate of ours that has run out since the start, with the next step", async () => {
    const [organisation] = ORGANISATIONS;
    const certificate = await expired(network.installation, organisation!, "ca", maker.certificate);
    expect(await saidTo({ ...maker, certificate })).toBe(
      "The certificate of MakerMSP in FABRIC_CERT has expired. Get a new one from its certificate authority.",
    );
  });

  it("says so of a peer whose certificate has run out, with the next step", async () => {
    const [organisation] = ORGANISATIONS;
    const file = join(tlsFolder(network.installation, organisation!, "peer"), "cert.pem");
    const good = readFileSync(file, "utf8");
    writeFileSync(file, await expired(network.installation, organisation!, "tlsca", good));
    await restart(organisation!);
    const { address } = maker.peers[0]!;
    // The port may be taken a moment before the peer answers there.
    await vi.waitFor(
      async () =>
        expect(await saidTo(maker)).toBe(
          `The peer ${address} shows an expired TLS certificate. Renew it at its organisation, then restart the peer.`,
        ),
      10_000,
    );
    writeFileSync(file, good);
    await restart(organisation!);
    await vi.waitFor(async () => expect(await saidTo(maker)).toBe("it answered"), 60_000);
  });

  it("says so of a chaincode service that does not run, to the worker and to doctor, until something is recorded again", async () => {
    const world = openSmallWorld(network);
    // The other peers notice a little later that the certificate of this one is good again.
    await vi.waitFor(() => world.found(), 60_000);
    await kill(network, "lumen-optics-chaincode");
    const { address } = maker.peers[0]!;
    const sentence = `The chaincode service beside the peer ${address} does not run, so nothing can be endorsed there. Start it (npm run fabric:up), and look at its log if it ends again.`;
    const event = await world.productEvent("PN-NO-CHAINCODE");
    await expect(network.ledger.append(event)).rejects.toThrow(sentence);
    const judged = async () =>
      judgePeers(await peerWords(network.database.pool)).find((one) => one.address === address);
    await vi.waitFor(async () => expect(await judged()).toEqual({ address, good: false, because: sentence }), 60_000);
    await upAgain(network);
    expect(await network.ledger.append(event)).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect(await judged()).toMatchObject({ good: true }), 60_000);
  }, 120_000);

  it("says so of a chaincode that nobody approved also when something is recorded", async () => {
    const gateways = connectGateways(maker, { ...channel, chaincode: "ghost" });
    const fault: unknown = await gateways.peers[0]!.contract.newProposal("RecordEvent", { arguments: ["{}"] })
      .endorse()
      .catch((thrown) => thrown);
    expect(faultSentence(fault, { peer: gateways.peers[0]!, gateways })).toMatch(
      /chaincode ghost is not approved and committed on channel truelane/,
    );
    gateways.close();
  });

  /** What the organisation's first peer complains of when it is asked something. */
  async function saidTo(organisation: FabricOrganisation, otherChannel: object = {}): Promise<string> {
    const gateways = connectGateways(organisation, { ...channel, ...otherChannel });
    const [peer] = gateways.peers;
    try {
      await peer!.contract.evaluateTransaction("ReadFounding");
      return "it answered";
    } catch (fault) {
      return faultSentence(fault, { peer: peer!, gateways });
    } finally {
      gateways.close();
    }
  }

  async function restart(organisation: Organisation): Promise<void> {
    await kill(network, `${organisation.id}-peer`);
    const node = peerProcess(network.installation, organisation, findBinaries(process.env));
    const processes = processFolder(network.installation);
    ensureStarted(processes, node);
    await waitForPorts(processes, node, 60_000);
  }
});
