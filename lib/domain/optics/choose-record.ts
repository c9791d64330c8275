/** Which of the records with one serial number is meant: a serial number alone is unique to nobody (optics.md section 10). */
import type { ComparableRecord } from "./comparable-record.ts";
import type { ModuleStatement } from "./statement.ts";

export type Candidate = {
  readonly record: ComparableRecord;
  /** Core digests that recorded recodes gave the module. */
  readonly recodedCores: readonly string[];
};
export type Choice<C> =
  | { readonly is: "one"; readonly candidate: C }
  | { readonly is: "none" }
  | { readonly is: "several" };

/**
 * At least one more thing than the serial number must fit: digest, name, part number or OUI. Bytes that fit outrank words,
 * and of two records that fit equally well neither is chosen.
 */
export function chooseRecord<C extends Candidate>(stated: ModuleStatement, candidates: readonly C[]): Choice<C> {
  const fitting = candidates
    .map((candidate) => ({ candidate, fit: fitOf(stated, candidate) }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit);
  const [best, next] = fitting;
  if (!best) return { is: "none" };
  return next?.fit === best.fit ? { is: "several" } : { is: "one", candidate: best.candidate };
}

function fitOf({ fields, eeprom }: ModuleStatement, { record, recodedCores }: Candidate): number {
  const core = eeprom?.core;
  const sameCore = core !== undefined && (record.eeprom?.core === core || recodedCores.includes(core));
  const same = (is: string | undefined, was: string | undefined) =>
    is !== undefined && was !== undefined && is.toLowerCase() === was.toLowerCase();
  return (
    (sameCore ? 8 : 0) +
    (same(fields.partNumber, record.partNumber) ? 4 : 0) +
    (same(fields.vendorName, record.vendorName) ? 2 : 0) +
    (same(fields.vendorOui, record.vendorOui) ? 1 : 0)
  );
}
