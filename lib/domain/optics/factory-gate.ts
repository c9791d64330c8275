/** The factory gate: what must not leave the factory without a typed reason. */
import type { Finding, RuleId } from "./answer.ts";
import { decodePages } from "./decode-pages.ts";
import type { EepromPages } from "./page.ts";
import { findingOf, type Raised, RULEBOOK } from "./rules/rulebook.ts";

/** What the lot file says of the module whose dump this is. */
export type LotRow = { readonly serialNumber: string; readonly partNumber?: string };

/** Findings with which a lot is released only for a typed reason: a wrong checksum, a wrong serial number, a blank name or serial. */
export function holdsRelease(id: string): boolean {
  return HOLDS.includes(id as RuleId);
}
const HOLDS: readonly RuleId[] = [
  "CHECKSUM_BASE_BAD",
  "CHECKSUM_EXT_BAD",
  "CHECKSUM_DMI_BAD",
  "CHECKSUM_PAGE00_BAD",
  "CHECKSUM_PAGE01_BAD",
  "CHECKSUM_PAGE02_BAD",
  "CHECKSUM_PAGE04_BAD",
  "VENDOR_NAME_BLANK",
  "SERIAL_BLANK",
  "RECORD_SERIAL_CONFLICT",
];

/** Every proved finding on the dump itself, and its conflicts with the row of the lot file. Heuristics are left out. */
export function factoryGate(eeprom: EepromPages, row: LotRow): Finding[] {
  const { claims, raised } = decodePages(eeprom);
  const proved = raised.filter(({ id }) => RULEBOOK[id].list === "must");
  return [
    ...proved,
    ...conflict("RECORD_SERIAL_CONFLICT", "file-serial-differs", claims.serial, row.serialNumber, "vendor_sn"),
    ...conflict("RECORD_PN_CONFLICT", "file-part-differs", claims.partNumber, row.partNumber, "vendor_pn"),
  ].map((found) => findingOf(found));
}

function conflict(
  id: "RECORD_SERIAL_CONFLICT" | "RECORD_PN_CONFLICT",
  says: "file-serial-differs" | "file-part-differs",
  eeprom: string | undefined,
  file: string | undefined,
  where: string,
): Raised[] {
  if (eeprom === undefined || file === undefined || eeprom === file) return [];
  return [{ id, where, reason: { says, eeprom, file } }];
}
