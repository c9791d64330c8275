/** Brings the whole network up, from nothing or from whatever is left of it. Every step looks before it acts. */
import { resolve } from "node:path";
import { assertVersions, findBinaries } from "./binaries.ts";
import { chaincodeBundle, chaincodePackage } from "./chaincode-package.ts";
import { joinOrderer, joinPeer, makeGenesisBlock } from "./channel.ts";
import { composeCommand } from "./compose-command.ts";
import { processFolder } from "./folders.ts";
import { assertInForce, makeIdentities } from "./identities.ts";
import { openInstallation } from "./installation.ts";
import { approve, commit, committedDefinition, installPackage } from "./lifecycle.ts";
import { onlyLoopbackSentence } from "./loopback.ts";
import {
  type Consensus,
  type Installation,
  ORGANISATIONS,
  orderersOf,
  PEER_ORGANISATIONS,
  portsOf,
} from "./network.ts";
import { chaincodeProcess, ordererProcess, peerProcess } from "./nodes.ts";
import { writeOrganisationsFile } from "./organisations-of.ts";
import { assertPortsFree, ensureStarted, type NodeProcess, portAnswers, waitForPorts } from "./processes.ts";

export type UpOptions = {
  readonly folder: string;
  readonly consensus: Consensus;
  readonly environment: NodeJS.ProcessEnv;
  /** Told each thing that was done; a second run says little. */
  readonly say: (sentence: string) => void;
};

/** Answers the running installation. Throws one sentence that names the thing and the next step. */
export async function bringUp({ folder, consensus, environment, say }: UpOptions): Promise<Installation> {
  const loopback = onlyLoopbackSentence();
  if (loopback) throw new Error(loopback);
  const binaries = findBinaries(environment);
  await assertVersions(binaries);
  const bundle = chaincodeBundle(resolve(import.meta.dirname, ".."));
  const installation = await openInstallation(resolve(folder), consensus);
  if (installation.consensus !== consensus)
    throw new Error(`This network orders by ${installation.consensus}. Run npm run fabric:reset first to change it.`);

  await Promise.all(ORGANISATIONS.map((organisation) => makeIdentities(installation, organisation)));
  for (const organisation of ORGANISATIONS) assertInForce(installation, organisation);
  await makeGenesisBlock(installation, binaries.configtxgen);

  const orderers = orderersOf(consensus);
  const packages = new Map(
    PEER_ORGANISATIONS.map((organisation) => [
      organisation.id,
      chaincodePackage(bundle.hash, `127.0.0.1:${portsOf(installation, organisation).chaincode}`),
    ]),
  );
  const packageOf = (id: string) => packages.get(id)!;
  const nodes: NodeProcess[] = [
    ...orderers.map((organisation) => ordererProcess(installation, organisation, binaries)),
    ...PEER_ORGANISATIONS.map((organisation) => peerProcess(installation, organisation, binaries)),
    ...PEER_ORGANISATIONS.map((organisation) =>
      chaincodeProcess(installation, organisation, packageOf(organisation.id), bundle.file),
    ),
  ];
  // Chaincode services are ours in any case; peers and orderers may run in containers over the same files.
  const inContainers =
    environment.FABRIC_NODES === "compose" ? nodes.filter(({ name }) => !name.endsWith("-chaincode")) : [];
  if (inContainers.length > 0) say(`Start the nodes now: ${composeCommand(installation)}`);
  await startAll(
    installation,
    nodes.filter((node) => !inContainers.includes(node)),
    say,
  );
  await Promise.all(inContainers.flatMap(({ ports }) => ports.map((port) => portAnswers(port, COMPOSE_PATIENCE_MS))));

  for (const organisation of orderers)
    if (await joinOrderer(installation, organisation)) say(`The orderer of ${organisation.id} joined the channel.`);
  await Promise.all(
    PEER_ORGANISATIONS.map(async (organisation) => {
      if (await joinPeer(installation, organisation, binaries.peer))
        say(`The peer of ${organisation.id} joined the channel.`);
      await installPackage(installation, organisation, binaries.peer, packageOf(organisation.id));
    }),
  );
  await agreeOnChaincode(installation, binaries.peer, packageOf, say);
  writeOrganisationsFile(installation);
  return installation;
}

/** People pull images of some hundred megabytes meanwhile. */
const COMPOSE_PATIENCE_MS = 600_000;

async function startAll(
  installation: Installation,
  nodes: readonly NodeProcess[],
  say: UpOptions["say"],
): Promise<void> {
  const processes = processFolder(installation);
  await assertPortsFree(processes, nodes);
  const started = nodes.filter((node) => ensureStarted(processes, node));
  await Promise.all(nodes.map((node) => waitForPorts(processes, node, 15_000)));
  if (started.length > 0) say(`Started ${started.map(({ name }) => name).join(", ")}.`);
}

/** Approves and commits the bundle where the channel runs another one, or none. */
async function agreeOnChaincode(
  installation: Installation,
  peer: string,
  packageOf: (id: string) => ReturnType<typeof chaincodePackage>,
  say: UpOptions["say"],
): Promise<void> {
  const [first] = PEER_ORGANISATIONS;
  if (!first) throw new Error("the network has no peer");
  const committed = await committedDefinition(installation, first, peer);
  const { label } = packageOf(first.id);
  if (committed?.version === label) return;
  const sequence = (committed?.sequence ?? 0) + 1;
  await Promise.all(
    PEER_ORGANISATIONS.map((organisation) =>
      approve(installation, organisation, peer, packageOf(organisation.id), sequence),
    ),
  );
  await commit(installation, peer, packageOf(first.id), sequence);
  say(`The channel runs ${label}, sequence ${sequence}.`);
}
