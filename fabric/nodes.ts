/** The network's processes: orderers, peers, chaincode services, each as a command with its configuration written. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Binary } from "./binaries.ts";
import type { ChaincodePackage } from "./chaincode-package.ts";
import { nodeFolder } from "./folders.ts";
import { type Installation, type Organisation, portsOf } from "./network.ts";
import { ordererConfig, peerConfig } from "./node-config.ts";
import type { NodeProcess } from "./processes.ts";

type Binaries = Readonly<Record<Binary, string>>;

/** Go collects earlier: half the memory at equal throughput (docs/fabric). */
const GO = { GOMEMLIMIT: "96MiB", FABRIC_LOGGING_SPEC: "warn" };

export function ordererProcess(
  installation: Installation,
  organisation: Organisation,
  { orderer }: Binaries,
): NodeProcess {
  const folder = nodeFolder(installation, organisation, "orderer");
  writeConfig(folder, "orderer.yaml", ordererConfig(installation, organisation));
  return {
    name: `${organisation.id}-orderer`,
    command: orderer,
    args: [],
    environment: { ...GO, FABRIC_CFG_PATH: folder },
    folder,
    ports: [portsOf(installation, organisation).orderer, portsOf(installation, organisation).ordererAdmin],
  };
}

export function peerProcess(installation: Installation, organisation: Organisation, { peer }: Binaries): NodeProcess {
  const folder = nodeFolder(installation, organisation, "peer");
  const builder = resolve(import.meta.dirname, "builders", "ccaas");
  writeConfig(folder, "core.yaml", peerConfig(installation, organisation, builder));
  return {
    name: `${organisation.id}-peer`,
    command: peer,
    args: ["node", "start"],
    environment: { ...GO, FABRIC_CFG_PATH: folder },
    folder,
    ports: [portsOf(installation, organisation).peer],
  };
}

/** `bundle`: the file to run; its hash must be the one that the package's label names. */
export function chaincodeProcess(
  installation: Installation,
  organisation: Organisation,
  chaincode: ChaincodePackage,
  bundle: string,
): NodeProcess {
  const { chaincode: port } = portsOf(installation, organisation);
  return {
    name: `${organisation.id}-chaincode`,
    command: process.execPath,
    args: [bundle],
    environment: {
      CHAINCODE_ID: chaincode.id,
      CHAINCODE_SERVER_ADDRESS: `127.0.0.1:${port}`,
      CORE_CHAINCODE_LOGGING_LEVEL: "warning",
    },
    folder: join(installation.folder, "nodes", `${organisation.id}-chaincode`),
    ports: [port],
  };
}

/** JSON is valid YAML. */
function writeConfig(folder: string, name: string, config: unknown): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, name), `${JSON.stringify(config, null, 2)}\n`);
}
