/** The network as data: who takes part, with which nodes, under which rules. Everything else is derived from this. */

export type Organisation = {
  /** Member id on the ledger, and the name of the folder. */
  readonly id: string;
  readonly mspId: string;
  readonly hasPeer: boolean;
};

export const CHANNEL = "truelane";
export const CHAINCODE = "truelane";

/** Three members with a peer and an orderer each, and a neutral body with an orderer only: four SmartBFT orderers bear one bad one. */
export const ORGANISATIONS: readonly Organisation[] = [
  { id: "lumen-optics", mspId: "MakerMSP", hasPeer: true },
  { id: "harbor-supply", mspId: "DistributorMSP", hasPeer: true },
  { id: "northgrid", mspId: "AuditorMSP", hasPeer: true },
  { id: "neutral", mspId: "NeutralMSP", hasPeer: false },
];

export const PEER_ORGANISATIONS = ORGANISATIONS.filter((organisation) => organisation.hasPeer);

/** A majority of the members that have a peer (trust.md section 9); the actor's own organisation is added by the key `actor~`. */
export const ENDORSEMENT_POLICY = `OutOf(${Math.floor(PEER_ORGANISATIONS.length / 2) + 1},${PEER_ORGANISATIONS.map(
  ({ mspId }) => `'${mspId}.peer'`,
).join(",")})`;

export type Consensus = "BFT" | "etcdraft";

/** Ports of one organisation's nodes, all on loopback. */
export type NodePorts = {
  readonly orderer: number;
  readonly ordererAdmin: number;
  readonly ordererOperations: number;
  readonly peer: number;
  readonly peerOperations: number;
  readonly peerChaincode: number;
  readonly chaincode: number;
};

/** What `fabric:up` chose at the first start and keeps: written to `network.json` beside the generated files. */
export type Installation = {
  readonly folder: string;
  readonly consensus: Consensus;
  readonly ports: Readonly<Record<string, NodePorts>>;
};

/** Raft needs an odd number; the neutral body stays out of it. */
export function orderersOf(consensus: Consensus): readonly Organisation[] {
  return consensus === "BFT" ? ORGANISATIONS : PEER_ORGANISATIONS;
}

export function portsOf(installation: Installation, organisation: Organisation): NodePorts {
  const ports = installation.ports[organisation.id];
  if (!ports) throw new Error(`network.json has no ports for ${organisation.id}; run npm run fabric:reset`);
  return ports;
}
