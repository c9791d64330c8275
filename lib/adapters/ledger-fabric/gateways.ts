/** Connections of one organisation: the preferred peer while it answers, else the next (fabric.md section 8). */
import { Client, credentials, status } from "@grpc/grpc-js";
import { type Contract, connect, type Gateway, GatewayError, hash, type Network } from "@hyperledger/fabric-gateway";
import { newGatewaySigner } from "./gateway-signer.ts";
import type { FabricChannel, FabricOrganisation, PeerEndpoint } from "./organisation.ts";

/** Deadlines: a BFT leader change takes five seconds, so ordering gets more (trust.md section 10). */
const SECONDS = { evaluate: 5, endorse: 15, submit: 15, commitStatus: 60 } as const;

export type PeerConnection = {
  readonly address: string;
  /** PEM of the authority of its TLS certificate: where it is the same, two peers are one organisation's. */
  readonly authority: string;
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
};

export type Gateways = {
  readonly organisation: FabricOrganisation;
  readonly channel: string;
  readonly chaincode: string;
  /** Runs `ask` on the preferred peer, and on the next one where a peer does not answer at all. */
  ask<T>(ask: (peer: PeerConnection) => Promise<T>): Promise<T>;
  /** Which peer a fault of `ask` came from. */
  peerOf(fault: unknown): PeerConnection | undefined;
  /** The connections in order of preference, for streams that choose themselves. */
  readonly peers: readonly PeerConnection[];
  close(): void;
};

export function connectGateways(organisation: FabricOrganisation, channel: FabricChannel): Gateways {
  const open = organisation.peers.map((peer) => connectPeer(organisation, channel, peer));
  const peers = open.map(({ connection }) => connection);
  const sources = new WeakMap<WeakKey, PeerConnection>();
  let preferred = 0;
  return {
    organisation,
    channel: channel.channel,
    chaincode: channel.chaincode,
    peers,
    async ask(ask) {
      let fault: unknown;
      for (let turn = 0; turn < peers.length; turn++) {
        const index = (preferred + turn) % peers.length;
        try {
          const answer = await ask(peers[index]!);
          preferred = index;
          return answer;
        } catch (thrown) {
          if (thrown instanceof Error) sources.set(thrown, peers[index]!);
          if (!isUnreachable(thrown)) throw thrown;
          fault = thrown;
        }
      }
      throw fault;
    },
    peerOf: (fault) => (fault instanceof Error ? sources.get(fault) : undefined),
    close() {
      for (const { connection, client } of open) {
        connection.gateway.close();
        client.close();
      }
    },
  };
}

/** The peer itself did not answer; nothing was said about the transaction. */
export function isUnreachable(fault: unknown): boolean {
  return fault instanceof GatewayError && fault.code === status.UNAVAILABLE && fault.details.length === 0;
}

function connectPeer(organisation: FabricOrganisation, channel: FabricChannel, peer: PeerEndpoint) {
  const client = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsAuthority)), {
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
    "grpc.initial_reconnect_backoff_ms": 200,
    "grpc.max_reconnect_backoff_ms": 1000,
    ...(peer.hostAlias ? { "grpc.ssl_target_name_override": peer.hostAlias } : {}),
  });
  const within = (seconds: number) => () => ({ deadline: Date.now() + seconds * 1000 });
  const gateway = connect({
    client,
    identity: { mspId: organisation.mspId, credentials: Buffer.from(organisation.certificate) },
    signer: newGatewaySigner(organisation.key),
    hash: hash.none,
    evaluateOptions: within(SECONDS.evaluate),
    endorseOptions: within(SECONDS.endorse),
    submitOptions: within(SECONDS.submit),
    commitStatusOptions: within(SECONDS.commitStatus),
  });
  const network = gateway.getNetwork(channel.channel);
  const connection = {
    address: peer.address,
    authority: peer.tlsAuthority,
    gateway,
    network,
    contract: network.getContract(channel.chaincode),
  };
  return { connection, client };
}
