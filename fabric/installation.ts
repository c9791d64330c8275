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

/** Ports that nobody listens on now; all held at once, so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("a listening socket has no port");
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
