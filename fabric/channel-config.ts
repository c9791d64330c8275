/** `configtx.yaml`: the channel's genesis as configtxgen wants it. JSON is valid YAML. */
import { join } from "node:path";
import { identityMsp, organisationMsp, tlsFolder } from "./folders.ts";
import { type Installation, type Organisation, orderersOf, PEER_ORGANISATIONS, portsOf } from "./network.ts";

export const PROFILE = "TrueLane";

const meta = (rule: string) => ({ Type: "ImplicitMeta", Rule: rule });
const standard = { Readers: meta("ANY Readers"), Writers: meta("ANY Writers"), Admins: meta("MAJORITY Admins") };

/** One channel, capabilities of Fabric 3, blocks every 50 ms at the latest. */
export function channelConfig(installation: Installation): unknown {
  const orderers = orderersOf(installation.consensus);
  return {
    Profiles: {
      [PROFILE]: {
        Capabilities: { V3_0: true },
        Policies: standard,
        Orderer: {
          OrdererType: installation.consensus,
          Capabilities: { V2_0: true },
          BatchTimeout: "50ms",
          BatchSize: { MaxMessageCount: 500, AbsoluteMaxBytes: "10 MB", PreferredMaxBytes: "2 MB" },
          // configtxgen puts a quorum of the consenters in place of BlockValidation, but the entry must be there.
          Policies: { ...standard, BlockValidation: meta("ANY Writers") },
          ...(installation.consensus === "BFT" ? smartBft(installation, orderers) : raft(installation, orderers)),
          Organizations: orderers.map((organisation) => organisationEntry(installation, organisation, "orderer")),
        },
        Application: {
          Capabilities: { V2_5: true },
          Policies: {
            ...standard,
            LifecycleEndorsement: meta("MAJORITY Endorsement"),
            Endorsement: meta("MAJORITY Endorsement"),
          },
          Organizations: PEER_ORGANISATIONS.map((organisation) =>
            organisationEntry(installation, organisation, "peer"),
          ),
        },
      },
    },
  };
}

function organisationEntry(installation: Installation, organisation: Organisation, as: "peer" | "orderer") {
  const { mspId } = organisation;
  const ports = portsOf(installation, organisation);
  const anyOf = (...units: string[]) => ({
    Type: "Signature",
    Rule: `OR(${units.map((unit) => `'${mspId}.${unit}'`).join(",")})`,
  });
  const policies =
    as === "orderer"
      ? { Readers: anyOf("member"), Writers: anyOf("member"), Admins: anyOf("admin") }
      : {
          Readers: anyOf("admin", "peer", "client"),
          Writers: anyOf("admin", "client"),
          Endorsement: anyOf("peer"),
          Admins: anyOf("admin"),
        };
  return {
    Name: mspId,
    ID: mspId,
    MSPDir: organisationMsp(installation, organisation),
    Policies: policies,
    ...(as === "orderer"
      ? { OrdererEndpoints: [`127.0.0.1:${ports.orderer}`] }
      : { AnchorPeers: [{ Host: "127.0.0.1", Port: ports.peer }] }),
  };
}

function smartBft(installation: Installation, orderers: readonly Organisation[]) {
  return {
    ConsenterMapping: orderers.map((organisation, index) => ({
      ID: index + 1,
      Host: "127.0.0.1",
      Port: portsOf(installation, organisation).orderer,
      MSPID: organisation.mspId,
      Identity: join(identityMsp(installation, organisation, "orderer"), "signcerts", "cert.pem"),
      ClientTLSCert: join(tlsFolder(installation, organisation, "orderer"), "cert.pem"),
      ServerTLSCert: join(tlsFolder(installation, organisation, "orderer"), "cert.pem"),
    })),
    // All keys or none: one missing duration makes the join fail.
    SmartBFT: {
      RequestBatchMaxCount: 500,
      RequestBatchMaxBytes: 10485760,
      RequestBatchMaxInterval: "50ms",
      IncomingMessageBufferSize: 200,
      RequestPoolSize: 2000,
      RequestForwardTimeout: "2s",
      RequestComplainTimeout: "5s",
      RequestAutoRemoveTimeout: "3m",
      ViewChangeResendInterval: "2s",
      ViewChangeTimeout: "10s",
      LeaderHeartbeatTimeout: "5s",
      LeaderHeartbeatCount: 10,
      CollectTimeout: "1s",
      SyncOnStart: false,
      SpeedUpViewChange: false,
    },
  };
}

function raft(installation: Installation, orderers: readonly Organisation[]) {
  return {
    EtcdRaft: {
      Consenters: orderers.map((organisation) => ({
        Host: "127.0.0.1",
        Port: portsOf(installation, organisation).orderer,
        ClientTLSCert: join(tlsFolder(installation, organisation, "orderer"), "cert.pem"),
        ServerTLSCert: join(tlsFolder(installation, organisation, "orderer"), "cert.pem"),
      })),
      Options: {
        TickInterval: "100ms",
        ElectionTick: 10,
        HeartbeatTick: 1,
        MaxInflightBlocks: 5,
        SnapshotIntervalSize: "16 MB",
      },
    },
  };
}
