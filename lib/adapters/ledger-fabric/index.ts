export { type BrokenAppend, readForks } from "./block-rows.ts";
export { connectFabricLedger, type FabricSettings } from "./connect-fabric-ledger.ts";
export { examineBlocks } from "./examine-blocks.ts";
export { type NetworkHealth, networkHealth, peerWords } from "./network-health.ts";
export type { FabricChannel, FabricOrganisation, PeerEndpoint } from "./organisation.ts";
