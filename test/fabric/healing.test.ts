import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BinariesMissing, findBinaries } from "../../fabric/binaries.ts";
import { processFolder } from "../../fabric/folders.ts";
import { runningPid, waitUntilGone } from "../../fabric/processes.ts";
import { processesOf } from "../../fabric/take-down.ts";
import { bringUp } from "../../fabric/up.ts";
import { openSmallWorld } from "../ports/small-world.ts";
import { openTestNetwork, type TestNetwork } from "./test-network.ts";

describe("a network that lost processes", () => {
  let network: TestNetwork;
  let world: ReturnType<typeof openSmallWorld>;
  const again = (say: (sentence: string) => void = () => {}) =>
    bringUp({ folder: network.installation.folder, consensus: "BFT", environment: process.env, say });

  beforeAll(async () => {
    network = await openTestNetwork();
    world = openSmallWorld(network);
    await world.found();
  });
  afterAll(() => network.close());

  it("is left alone by a second up", async () => {
    const said: string[] = [];
    await again((sentence) => said.push(sentence));
    expect(said).toEqual([]);
  });

  it("heals after kill -9 of any process, and keeps what was recorded", async () => {
    const processes = processFolder(network.installation);
    const recorded: number[] = [];
    for (const { name } of processesOf(network.installation)) {
      process.kill(runningPid(processes, name)!, "SIGKILL");
      await waitUntilGone(processes, name);
      const said: string[] = [];
      await again((sentence) => said.push(sentence));
      expect(said).toEqual([`Started ${name}.`]);
      const receipt = await world.declareProduct(`PN-${name}`);
      if (!receipt.ok) throw new Error(`${name}: ${receipt.error.code}`);
      recorded.push(receipt.value.position.index);
    }
    expect(recorded).toEqual(recorded.map((_, at) => recorded[0]! + at));
  }, 300_000);
});

describe("a host without the programs", () => {
  it("is told what is missing and how people get it", () => {
    const empty = mkdtempSync(join(tmpdir(), "no-fabric-"));
    expect(() => findBinaries({ ...process.env, FABRIC_BIN: empty })).toThrow(BinariesMissing);
    expect(() => findBinaries({ ...process.env, FABRIC_BIN: empty })).toThrow(
      /peer, orderer, configtxgen.*install-fabric\.sh -f 3\.1\.5/,
    );
  });
});
