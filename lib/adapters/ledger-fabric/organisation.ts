/** One organisation as this installation acts for it: its identity, and the peers through which it asks. */
import type { MemberId } from "../../domain/event/event.ts";

export type PeerEndpoint = {
  /** host:port */
  readonly address: string;
  /** PEM of the authority that issued the peer's TLS certificate. */
  readonly tlsAuthority: string;
  /** The name in the peer's certificate, where it is not the host. */
  readonly hostAlias?: string;
};

export type FabricOrganisation = {
  readonly member: MemberId;
  readonly mspId: string;
  /** PEM */
  readonly certificate: string;
  /** PEM, PKCS#8 */
  readonly key: string;
  /** In order of preference: its own peer first. */
  readonly peers: readonly PeerEndpoint[];
};

export type FabricChannel = { readonly channel: string; readonly chaincode: string };
