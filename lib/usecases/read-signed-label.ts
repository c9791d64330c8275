/** A label that carries a signature: which code it names, and whether a key that the ledger knows vouches for it (bytes.md section 5). */
import { hexOf } from "../domain/bytes/hex.ts";
import type { Subject } from "../domain/event/event.ts";
import type { KeyState } from "../domain/event/state.ts";
import { type Code, foldCode } from "../domain/label/code.ts";
import { modelOf, PAYLOAD_LENGTH, parsePayload, verifyPayload } from "../domain/label/payload.ts";
import type { LabelFacts } from "../domain/verify/scan-facts.ts";
import type { LabelOnRecord, ScanRecords } from "../ports/scan-records.ts";
import { labelKeyFor } from "./label-life.ts";

export type SignedLabel = {
  readonly code: Code;
  readonly model: string;
  readonly key: KeyState & { readonly subject: Subject };
};

/** The length of a text decides what it is. */
export function isSignedLabel(text: string): boolean {
  return foldCode(text).length === PAYLOAD_LENGTH;
}

/** Nothing when no known key has signed it, or its form is not that of a version that we know. */
export async function readSignedLabel(
  records: Pick<ScanRecords, "labelKeys">,
  text: string,
): Promise<SignedLabel | undefined> {
  const parsed = parsePayload(text);
  if (!parsed.ok) return undefined;
  // Not to be believed yet: it only says which keys to try.
  const kid = hexOf(parsed.value.signed.subarray(1, 9));
  const read = verifyPayload(text, await records.labelKeys(kid));
  if (!read.ok) return undefined;
  const { payload, key } = read.value;
  return { code: payload.code, model: payload.model, key };
}

/**
 * Whether the key may vouch for this label: the ledger took the label's registration under that very key, so it was declared,
 * valid and not revoked at that position, whatever became of it later.
 */
export function signatureOf(found: LabelOnRecord, { key, model }: SignedLabel): LabelFacts["signature"] | "forged" {
  if (labelKeyFor(found) !== key.subject) return "forged";
  return modelOf(found.lot.partNumber) === model ? "passed" : "other-product";
}
