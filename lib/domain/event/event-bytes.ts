/** The bytes of an event: as it is stored, as it is signed, and its hash (bytes.md section 2). */
import { sha256 } from "@noble/hashes/sha2.js";
import { hexOf } from "../bytes/hex.ts";
import { canonicalBytes } from "./canonical-json.ts";
import type { EventBody, Hash, LedgerEvent } from "./event.ts";
import { signedMessage } from "./signed-message.ts";

/** As it travels and is stored: body, signatures and everything beside them. */
export function eventBytes(event: LedgerEvent): Uint8Array {
  return canonicalBytes(event);
}

/** What every signature of the event is over. */
export function eventMessage(body: EventBody): Uint8Array {
  return signedMessage("event", body);
}

export function eventHash(body: EventBody): Hash {
  return hexOf(sha256(eventMessage(body)));
}
