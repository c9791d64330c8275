export { connectFabricLedger, type FabricLedger, type FabricSettings } from "./connect-fabric-ledger.ts";
export type { BrokenAppend } from "./follow-blocks.ts";
export type { FabricChannel, FabricOrganisation, PeerEndpoint } from "./organisation.ts";
export type { Outbox, SentTransaction } from "./outbox.ts";
