/** The factory gate: what must not leave the factory without a typed reason. */
import type { Finding } from "./answer.ts";
import { decodePages } from "./decode-pages.ts";
import type { EepromPages } from "./page.ts";
import { findingOf, type Raised, RULEBOOK } from "./rules/rulebook.ts";

/** What the lot file says of the module whose dump this is. */
export type LotRow = { readonly serialNumber: string; readonly partNumber: string };

/** Every proved finding on the dump itself, and its conflicts with the row of the lot file. Heuristics are left out. */
export function factoryGate(eeprom: EepromPages, row: LotRow): Finding[] {
  const { claims, raised } = decodePages(eeprom);
  const proved = raised.filter(({ id }) => RULEBOOK[id].list === "must");
  return [
    ...proved,
    ...conflict("RECORD_SERIAL_CONFLICT", "serial number", claims.serial, row.serialNumber, "vendor_sn"),
    ...conflict("RECORD_PN_CONFLICT", "part number", claims.partNumber, row.partNumber, "vendor_pn"),
  ].map((found) => findingOf(found));
}

function conflict(
  id: "RECORD_SERIAL_CONFLICT" | "RECORD_PN_CONFLICT",
  what: string,
  read: string | undefined,
  written: string,
  where: string,
): Raised[] {
  if (read === undefined || read === written) return [];
  return [{ id, where, because: `the EEPROM holds ${what} "${read}", the lot file says "${written}"` }];
}
