export { type EmbeddedLedgerOptions, openEmbeddedLedger } from "./open-embedded-ledger.ts";
export { ledgerStatesOf } from "./stored.ts";
