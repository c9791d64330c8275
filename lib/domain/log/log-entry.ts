/** What the log holds of an event: hashes only, so that published tiles tell nothing (bytes.md section 4). */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { canonicalBytes } from "../event/canonical-json.ts";
import type { LedgerEvent } from "../event/event.ts";
import { eventMessage } from "../event/event-bytes.ts";

/** `eventHash ‖ SHA-256(canonicalJson(signatures))`, 64 bytes. */
export function logEntry(event: LedgerEvent): Uint8Array {
  return concatBytes(sha256(eventMessage(event.body)), sha256(canonicalBytes(event.signatures)));
}
