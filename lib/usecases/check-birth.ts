/** Whether a record that a look-up found is the one that its lot's root vouches for: a row that somebody edited is not. */
import { type PublicRecord, recordHash, verifyBirth } from "../domain/event/birth.ts";
import type { Hash } from "../domain/event/event.ts";
import type { BirthCheck } from "../domain/verify/scan-facts.ts";
import type { LabelOnRecord } from "../ports/scan-records.ts";

/** The audit path of one leaf of a manifest, leaf upward; `undefined` where no tree is kept. */
export type BirthPaths = (manifest: Hash, index: number) => Promise<readonly Hash[] | undefined>;

/** Never "passed" without a path. */
export async function checkBirth(found: LabelOnRecord, paths: BirthPaths): Promise<BirthCheck> {
  const { activation, label, leafIndex: index, lot } = found;
  const hashes = await paths(lot.manifest, index);
  if (!hashes) return "not-run";
  const record = recordHash(JSON.parse(found.record) as PublicRecord);
  return verifyBirth({ hashes, index, leaf: { activation, label, record }, lot: lot.subject }, lot)
    ? "passed"
    : "failed";
}
