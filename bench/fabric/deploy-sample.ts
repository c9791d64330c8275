/** Puts the sample's chaincode beside ours on the same channel: one service, the same package at every peer, the same policy. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { findBinaries } from "../../fabric/binaries.ts";
import { processFolder, tlsAuthority } from "../../fabric/folders.ts";
import { CHANNEL, ENDORSEMENT_POLICY, type Installation, PEER_ORGANISATIONS, portsOf } from "../../fabric/network.ts";
import { orderingFlags, peerCommand } from "../../fabric/peer-command.ts";
import { ensureStarted, stop, waitForPorts } from "../../fabric/processes.ts";
import { tarGz } from "../../fabric/tar.ts";

export const SAMPLE = "sample";

/** Answers a function that ends the service. */
export async function deploySample(installation: Installation): Promise<() => Promise<unknown>> {
  const { peer } = findBinaries(process.env);
  const port = await freePort();
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const connection = { address: `127.0.0.1:${port}`, dial_timeout: "10s", tls_required: false };
  const bytes = tarGz([
    { name: "metadata.json", bytes: json({ type: "ccaas", label: SAMPLE }) },
    { name: "code.tar.gz", bytes: tarGz([{ name: "connection.json", bytes: json(connection) }]) },
  ]);
  const id = `${SAMPLE}:${createHash("sha256").update(bytes).digest("hex")}`;
  mkdirSync(join(installation.folder, "packages"), { recursive: true });
  const file = join(installation.folder, "packages", "sample.tar.gz");
  writeFileSync(file, bytes);
  const service = {
    name: "sample-chaincode",
    command: process.execPath,
    args: [join(import.meta.dirname, "sample-service.cjs")],
    environment: { CHAINCODE_ID: id, CHAINCODE_SERVER_ADDRESS: `127.0.0.1:${port}` },
    folder: join(installation.folder, "nodes", "sample-chaincode"),
    ports: [port],
  };
  const processes = processFolder(installation);
  ensureStarted(processes, service);
  await waitForPorts(processes, service, 15_000);
  const terms = ["--channelID", CHANNEL, "--name", SAMPLE, "--version", "1", "--sequence", "1"];
  const policy = ["--signature-policy", ENDORSEMENT_POLICY];
  const lifecycle = ["lifecycle", "chaincode"];
  for (const organisation of PEER_ORGANISATIONS) {
    await peerCommand(peer, installation, organisation, [...lifecycle, "install", file]);
    const flags = [...orderingFlags(installation, organisation), ...terms, ...policy, "--package-id", id];
    await peerCommand(peer, installation, organisation, [...lifecycle, "approveformyorg", ...flags]);
  }
  const peers = PEER_ORGANISATIONS.flatMap((one) => [
    "--peerAddresses",
    `127.0.0.1:${portsOf(installation, one).peer}`,
    "--tlsRootCertFiles",
    tlsAuthority(installation, one),
  ]);
  const first = PEER_ORGANISATIONS[0]!;
  const commit = [...orderingFlags(installation, first), ...terms, ...policy, ...peers];
  await peerCommand(peer, installation, first, [...lifecycle, "commit", ...commit]);
  return () => stop(processes, service.name);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === "object" ? address.port : 0));
    });
  });
}
