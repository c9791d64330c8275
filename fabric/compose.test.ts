import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { composeCommand } from "./compose-command.ts";
import { type Installation, ORGANISATIONS, PEER_ORGANISATIONS } from "./network.ts";
import { ordererProcess, peerProcess } from "./nodes.ts";

const TEXT = readFileSync(join(import.meta.dirname, "compose.yaml"), "utf8");
const BINARIES = { peer: "/bin/peer", orderer: "/bin/orderer", configtxgen: "/bin/configtxgen" };
const PORTS = {
  orderer: 1,
  ordererAdmin: 1,
  ordererOperations: 1,
  peer: 1,
  peerOperations: 1,
  peerChaincode: 1,
  chaincode: 1,
};

describe("the compose file", () => {
  const installation: Installation = {
    folder: temporaryFolder("compose"),
    consensus: "BFT",
    ports: Object.fromEntries(ORGANISATIONS.map(({ id }) => [id, PORTS])),
  };
  const native = [
    ...ORGANISATIONS.map((organisation) => ordererProcess(installation, organisation, BINARIES)),
    ...PEER_ORGANISATIONS.map((organisation) => peerProcess(installation, organisation, BINARIES)),
  ];

  it("has each peer and orderer of the network with the environment of its native process", () => {
    const services = [
      ...TEXT.matchAll(/^ {2}([a-z-]+): *\n {4}<<: \*(?:peer|orderer)\n {4}environment:\s+\{ (.*) \}$/gm),
    ];
    const inContainers = services.map(([, name, words]) => ({ name, environment: settingsIn(words!) }));
    const wanted = native.map(({ name, environment }) => ({
      name,
      environment: { ...environment, FABRIC_CFG_PATH: `\${FABRIC_DIR}/nodes/${name}` },
    }));
    const byName = (one: { name?: string | undefined }, other: { name?: string | undefined }) =>
      one.name! < other.name! ? -1 : 1;
    expect(inContainers.sort(byName)).toEqual(wanted.sort(byName));
    for (const { environment, name } of native)
      expect(environment.FABRIC_CFG_PATH).toBe(join(installation.folder, "nodes", name));
  });

  it("runs the same programs with the same words, from the official images of the release that the host's programs have", () => {
    const kinds = [...TEXT.matchAll(/^ {2}image: (\S+)\n {2}command: (.*)$/gm)].map(([, image, words]) => [
      image,
      words,
    ]);
    const commandOf = (kind: string) => {
      const { command, args } = native.find(({ name }) => name.endsWith(kind))!;
      return [basename(command), ...args].join(" ");
    };
    expect(kinds).toEqual([
      ["hyperledger/fabric-orderer:3.1.5", commandOf("-orderer")],
      ["hyperledger/fabric-peer:3.1.5", commandOf("-peer")],
    ]);
  });

  it("wants no other variable than the command that is printed sets, or one with a default", () => {
    const set = [...composeCommand(installation).matchAll(/([A-Z_]+)=/g)].map(([, name]) => name);
    const wanted = [...TEXT.matchAll(/\$\{([A-Z_]+)(:-)?/g)].filter(([, , byDefault]) => !byDefault);
    expect([...new Set(wanted.map(([, name]) => name))].sort()).toEqual(set.sort());
  });

  it("mounts whatever a node's configuration names", () => {
    const builders = join(import.meta.dirname, "builders");
    for (const { name, folder } of native) {
      const config = readFileSync(join(folder, name.endsWith("-peer") ? "core.yaml" : "orderer.yaml"), "utf8");
      const paths = [...config.matchAll(/"(\/[^"]+)"/g)].map(([, path]) => path!);
      expect(paths.length).toBeGreaterThan(3);
      for (const path of paths)
        expect(path.startsWith(installation.folder) || path.startsWith(builders), path).toBe(true);
    }
  });
});

/** `A: "text", B: text` as an object. */
function settingsIn(words: string): Record<string, string> {
  return Object.fromEntries([...words.matchAll(/([A-Z_]+): "?([^",]+)"?/g)].map(([, name, value]) => [name, value]));
}
