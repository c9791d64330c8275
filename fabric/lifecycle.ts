/** Installs, approves and commits the chaincode (Fabric's lifecycle). Each step looks before it acts. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChaincodePackage } from "./chaincode-package.ts";
import { tlsAuthority } from "./folders.ts";
import {
  CHAINCODE,
  CHANNEL,
  ENDORSEMENT_POLICY,
  type Installation,
  type Organisation,
  PEER_ORGANISATIONS,
  portsOf,
} from "./network.ts";
import { orderingFlags, peerCommand } from "./peer-command.ts";
import { pause } from "./processes.ts";

export async function installPackage(
  installation: Installation,
  organisation: Organisation,
  peer: string,
  chaincode: ChaincodePackage,
): Promise<boolean> {
  const installed = await peerCommand(peer, installation, organisation, [
    "lifecycle",
    "chaincode",
    "queryinstalled",
    "--output",
    "json",
  ]);
  if (installed.includes(chaincode.id)) return false;
  const folder = join(installation.folder, "packages");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${organisation.id}-${chaincode.label}.tar.gz`);
  writeFileSync(file, chaincode.bytes);
  await peerCommand(peer, installation, organisation, ["lifecycle", "chaincode", "install", file]);
  return true;
}

export type Committed = { readonly sequence: number; readonly version: string };

/** The definition on the channel, or undefined before the first commit. The version is the package's label. */
export async function committedDefinition(
  installation: Installation,
  organisation: Organisation,
  peer: string,
): Promise<Committed | undefined> {
  const args = ["lifecycle", "chaincode", "querycommitted", "--channelID", CHANNEL, "--output", "json"];
  const answer: { chaincode_definitions?: (Committed & { name: string })[] } = JSON.parse(
    await peerCommand(peer, installation, organisation, args),
  );
  return answer.chaincode_definitions?.find(({ name }) => name === CHAINCODE);
}

/** Approves for one organisation. Raft has no leader for its first seconds, so a refusal for that reason is tried again. */
export async function approve(
  installation: Installation,
  organisation: Organisation,
  peer: string,
  chaincode: ChaincodePackage,
  sequence: number,
): Promise<void> {
  const terms = termsOf(chaincode, sequence);
  const args = [
    "lifecycle",
    "chaincode",
    "approveformyorg",
    ...orderingFlags(installation, organisation),
    ...terms,
    "--package-id",
    chaincode.id,
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      await peerCommand(peer, installation, organisation, args);
      return;
    } catch (fault) {
      const said = String(fault);
      if (said.includes("attempted to redefine uncommitted sequence") && said.includes("unchanged content")) return;
      if (attempt === 20 || !/SERVICE_UNAVAILABLE|no Raft leader|UNAVAILABLE/.test(said)) throw fault;
      await pause(500);
    }
  }
}

export async function commit(
  installation: Installation,
  peer: string,
  chaincode: ChaincodePackage,
  sequence: number,
): Promise<void> {
  const [first] = PEER_ORGANISATIONS;
  if (!first) throw new Error("the network has no peer");
  const peers = PEER_ORGANISATIONS.flatMap((organisation) => [
    "--peerAddresses",
    `127.0.0.1:${portsOf(installation, organisation).peer}`,
    "--tlsRootCertFiles",
    tlsAuthority(installation, organisation),
  ]);
  const args = [
    "lifecycle",
    "chaincode",
    "commit",
    ...orderingFlags(installation, first),
    ...termsOf(chaincode, sequence),
    ...peers,
  ];
  await peerCommand(peer, installation, first, args);
}

/** Name, version, sequence and policy must agree between organisations; the package id need not. */
function termsOf(chaincode: ChaincodePackage, sequence: number): string[] {
  const terms = [
    "--channelID",
    CHANNEL,
    "--name",
    CHAINCODE,
    "--version",
    chaincode.label,
    "--sequence",
    String(sequence),
  ];
  return [...terms, "--signature-policy", ENDORSEMENT_POLICY];
}
