/** `core.yaml` and `orderer.yaml` of one organisation. Values stand in the file: variables only override keys that exist in it. */
import { join } from "node:path";
import { identityMsp, nodeFolder, tlsFolder } from "./folders.ts";
import { type Installation, type Organisation, portsOf } from "./network.ts";

const BCCSP = { Default: "SW", SW: { Hash: "SHA2", Security: 256 } };
const LOOPBACK = "127.0.0.1";

export function ordererConfig(installation: Installation, organisation: Organisation): unknown {
  const ports = portsOf(installation, organisation);
  const tls = tlsFolder(installation, organisation, "orderer");
  const data = nodeFolder(installation, organisation, "orderer");
  const pair = { Certificate: join(tls, "cert.pem"), PrivateKey: join(tls, "key.pem") };
  return {
    General: {
      ListenAddress: LOOPBACK,
      ListenPort: ports.orderer,
      LocalMSPID: organisation.mspId,
      LocalMSPDir: identityMsp(installation, organisation, "orderer"),
      TLS: { Enabled: true, ...pair, RootCAs: [join(tls, "ca.pem")], ClientAuthRequired: false },
      Cluster: {
        ClientCertificate: pair.Certificate,
        ClientPrivateKey: pair.PrivateKey,
        SendBufferSize: 100,
        ReplicationPolicy: "consensus",
      },
      BCCSP,
    },
    FileLedger: { Location: join(data, "ledger") },
    Consensus: { WALDir: join(data, "wal"), SnapDir: join(data, "snapshots") },
    Operations: { ListenAddress: `${LOOPBACK}:${ports.ordererOperations}` },
    Metrics: { Provider: "prometheus" },
    Admin: {
      ListenAddress: `${LOOPBACK}:${ports.ordererAdmin}`,
      TLS: { Enabled: true, ...pair, ClientAuthRequired: true, ClientRootCAs: [join(tls, "ca.pem")] },
    },
    // Without MaxRequestBodySize the limit is 0 and every join is refused.
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: "1 MB" },
  };
}

export function peerConfig(installation: Installation, organisation: Organisation, builder: string): unknown {
  const ports = portsOf(installation, organisation);
  const tls = tlsFolder(installation, organisation, "peer");
  const address = `${LOOPBACK}:${ports.peer}`;
  return {
    peer: {
      id: `peer.${organisation.id}`,
      networkId: "truelane",
      localMspId: organisation.mspId,
      mspConfigPath: identityMsp(installation, organisation, "peer"),
      fileSystemPath: join(nodeFolder(installation, organisation, "peer"), "data"),
      address,
      listenAddress: address,
      chaincodeListenAddress: `${LOOPBACK}:${ports.peerChaincode}`,
      chaincodeAddress: `${LOOPBACK}:${ports.peerChaincode}`,
      tls: {
        enabled: true,
        cert: { file: join(tls, "cert.pem") },
        key: { file: join(tls, "key.pem") },
        rootcert: { file: join(tls, "ca.pem") },
      },
      BCCSP,
      // Peers that join a moment apart refuse each other's first call; the default of 25 s makes the first endorsement late.
      gossip: {
        bootstrap: address,
        endpoint: address,
        externalEndpoint: address,
        useLeaderElection: false,
        orgLeader: true,
        state: { enabled: false },
        reconnectInterval: "1s",
        publishStateInfoInterval: "1s",
        requestStateInfoInterval: "1s",
      },
      deliveryclient: { blockGossipEnabled: false, reConnectBackoffThreshold: "5s" },
      discovery: { enabled: true, authCacheEnabled: true, authCacheMaxSize: 1000, authCachePurgeRetentionRatio: 0.75 },
      gateway: { enabled: true, endorsementTimeout: "30s", broadcastTimeout: "30s", dialTimeout: "2m" },
      limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 500 } },
      handlers: {
        authFilters: [{ name: "DefaultAuth" }, { name: "ExpirationCheck" }, { name: "TimeWindowCheck" }],
        decorators: [{ name: "DefaultDecorator" }],
        endorsers: { escc: { name: "DefaultEndorsement" } },
        validators: { vscc: { name: "DefaultValidation" } },
      },
    },
    chaincode: {
      system: { _lifecycle: "enable", cscc: "enable", lscc: "enable", qscc: "enable" },
      externalBuilders: [{ name: "ccaas", path: builder, propagateEnvironment: [] }],
    },
    ledger: {
      state: { stateDatabase: "goleveldb", totalQueryLimit: 100000 },
      history: { enableHistoryDatabase: true },
    },
    operations: { listenAddress: `${LOOPBACK}:${ports.peerOperations}`, tls: { enabled: false } },
    metrics: { provider: "prometheus" },
  };
}
