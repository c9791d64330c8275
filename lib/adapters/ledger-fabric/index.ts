export type { BrokenAppend } from "./block-rows.ts";
export { connectFabricLedger, type FabricSettings } from "./connect-fabric-ledger.ts";
export type { FabricChannel, FabricOrganisation, PeerEndpoint } from "./organisation.ts";
export { type Outbox, openOutbox } from "./outbox.ts";
