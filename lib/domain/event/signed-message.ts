/** What is signed: a domain separator that names the kind of statement, then its canonical JSON (bytes.md section 0). */
import { utf8Of } from "../bytes/utf8.ts";
import { canonicalJson, type Json } from "./canonical-json.ts";

export type StatementKind =
  | "event"
  | "heads"
  | "trust"
  | "label-keys"
  | "answer"
  | "claim"
  | "claimant"
  | "consignment-request";

/** `truelane-{what}/1` LF canonicalJson(statement): a signature for one kind of statement never fits another. */
export function signedMessage(what: StatementKind, statement: Json): Uint8Array {
  return utf8Of(`truelane-${what}/1\n${canonicalJson(statement)}`);
}
