/** Where each generated file of the network lies. */
import { join } from "node:path";
import type { Installation, Organisation } from "./network.ts";

export type NodeKind = "peer" | "orderer";

/** Everything of one organisation: its keys and certificates. */
export function organisationFolder({ folder }: Installation, { id }: Organisation): string {
  return join(folder, "organisations", id);
}
/** An MSP folder of the organisation itself (roots and node types), as the channel's configuration wants it. */
export function organisationMsp({ folder }: Installation, { id }: Organisation): string {
  return join(folder, "organisations", id, "msp");
}
/** The private keys of the organisation's two authorities; an organisation that takes this further keeps them elsewhere. */
export function authorityFolder({ folder }: Installation, { id }: Organisation): string {
  return join(folder, "organisations", id, "authority");
}
/** An MSP folder with a key: of a node or of a user. */
export function identityMsp(
  { folder }: Installation,
  { id }: Organisation,
  name: NodeKind | "admin" | "writer",
): string {
  return join(folder, "organisations", id, name, "msp");
}
export function tlsFolder({ folder }: Installation, { id }: Organisation, name: NodeKind): string {
  return join(folder, "organisations", id, name, "tls");
}
export function tlsAuthority({ folder }: Installation, { id }: Organisation): string {
  return join(folder, "organisations", id, "msp", "tlscacerts", "ca.pem");
}
export function nodeFolder({ folder }: Installation, { id }: Organisation, kind: NodeKind): string {
  return join(folder, "nodes", `${id}-${kind}`);
}
export function genesisBlock({ folder }: Installation): string {
  return join(folder, "genesis.block");
}
export function processFolder({ folder }: Installation): string {
  return join(folder, "processes");
}
