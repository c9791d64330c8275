/** The choices of the first start, kept in `network.json`: folder, kind of ordering, free ports. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { type Consensus, type Installation, type NodePorts, ORGANISATIONS } from "./network.ts";

const NODE_PORTS = [
  "orderer",
  "ordererAdmin",
  "ordererOperations",
  "peer",
  "peerOperations",
  "peerChaincode",
  "chaincode",
] as const;

export function fabricFolder(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.FABRIC_DIR ?? join(environment.DATA_DIR ?? ".data", "fabric"));
}

/** @param asked FABRIC_CONSENSUS. Throws one sentence for a way of ordering that this network does not have. */
export function consensusOf(asked = "BFT"): Consensus {
  if (asked === "BFT" || asked === "etcdraft") return asked;
  throw new Error(`FABRIC_CONSENSUS is ${asked}; this network orders by BFT or etcdraft. Set one of them, or none.`);
}

/** The installation of a folder, if `fabric:up` has been there. */
export function readInstallation(folder: string): Installation | undefined {
  const file = join(folder, "network.json");
  if (!existsSync(file)) return undefined;
  const { consensus, ports }: Installation = JSON.parse(readFileSync(file, "utf8"));
  return { folder, consensus, ports };
}

export async function openInstallation(folder: string, consensus: Consensus): Promise<Installation> {
  const known = readInstallation(folder);
  if (known) return known;
  const free = await freePorts(ORGANISATIONS.length * NODE_PORTS.length);
  const ports = Object.fromEntries(
    ORGANISATIONS.map(({ id }, row) => [
      id,
      Object.fromEntries(
        NODE_PORTS.map((name, column) => [name, free[row * NODE_PORTS.length + column]!]),
      ) as NodePorts,
    ]),
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "network.json"), `${JSON.stringify({ consensus, ports }, null, 2)}\n`);
  return { folder, consensus, ports };
}

/** Below the range from which systems draw the near ends of connections: a restarted node finds its port free again. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

/** Ports that nobody listens on now, from a random place on, so that two networks seldom meet. */
async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  let port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
  for (let tried = 0; ports.length < count; tried++) {
    if (tried > LAST_PORT - FIRST_PORT)
      throw new Error(`Not enough free ports between ${FIRST_PORT} and ${LAST_PORT}.`);
    port = port === LAST_PORT ? FIRST_PORT : port + 1;
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
