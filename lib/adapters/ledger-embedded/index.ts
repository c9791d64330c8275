export { type EmbeddedLedgerOptions, openEmbeddedLedger } from "./open-embedded-ledger.ts";
