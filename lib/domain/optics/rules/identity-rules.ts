/** Rules over who a module says it is: name, OUI, serial (SFF-8472, SFF-8636, CMIS identity fields). */
import type { Claims } from "../claims.ts";
import { OUI_NAMES } from "../names/oui-names.ts";
import { isCiscoName, isCiscoSerial, serialWeekOf } from "../serial-week.ts";
import type { Raised } from "./rulebook.ts";

const EARLIEST_WEEKS = -1.1;
const LATEST_WEEKS = 2.1;
// Never programmed memory reads 0xff, which is ÿ in Latin-1.
const UNWRITTEN = /^[ \0\u00ff]*$/;

export function identityFindings(claims: Claims): Raised[] {
  return [...blankFindings(claims), ...ouiFindings(claims), ...ciscoSerialFindings(claims)];
}

function blankFindings({ vendorName, serial }: Claims): Raised[] {
  const found: Raised[] = [];
  if (vendorName !== undefined && isUnwritten(vendorName)) {
    found.push({ id: "VENDOR_NAME_BLANK", reason: { says: "name-blank" }, where: "vendor_name" });
  }
  if (serial !== undefined && isUnwritten(serial)) {
    found.push({ id: "SERIAL_BLANK", reason: { says: "serial-blank" }, where: "vendor_sn" });
  }
  return found;
}

function ouiFindings({ vendorOui, vendorName }: Claims): Raised[] {
  if (vendorOui === "00:00:00") return [{ id: "OUI_ZERO", reason: { says: "oui-zero" }, where: "vendor_oui" }];
  const names = ownersToHold({ vendorOui, vendorName });
  const owner = names?.[0];
  if (!vendorOui || !names || !owner || !vendorName) return [];
  const shown = vendorName.toUpperCase();
  if (names.some((name) => shown.includes(name))) return [];
  const reason = { says: "oui-of-another", oui: vendorOui, owner, name: vendorName } as const;
  return [{ id: "OUI_NAME_CONFLICT", reason, where: "vendor_oui" }];
}

/** The names that a vendor name is held against; undefined where the OUI is of nobody known, or no name is there to hold. */
export function ownersToHold({
  vendorOui,
  vendorName,
}: Pick<Claims, "vendorOui" | "vendorName">): readonly string[] | undefined {
  const isHeld = vendorName && !isUnwritten(vendorName) && !isCiscoName(vendorName);
  return isHeld ? OUI_NAMES[vendorOui ?? ""] : undefined;
}

function ciscoSerialFindings({ vendorName, serial, dateDay }: Claims): Raised[] {
  if (!vendorName || !serial || !isCiscoName(vendorName) || isUnwritten(serial)) return [];
  if (!isCiscoSerial(serial)) {
    return [{ id: "SERIAL_FORMAT_NOT_CISCO", reason: { says: "serial-not-cisco", serial }, where: "vendor_sn" }];
  }
  const week = dateDay === undefined ? undefined : serialWeekOf(vendorName, serial, dateDay);
  const weeks = week?.weeks_between_serial_monday_and_date_code ?? 0;
  if (!week || (weeks >= EARLIEST_WEEKS && weeks <= LATEST_WEEKS)) return [];
  const reason = { says: "serial-of-another-week", week: week.iso.join("-W"), weeks } as const;
  return [{ id: "SERIAL_DATE_CONFLICT", reason, where: "vendor_sn" }];
}

function isUnwritten(text: string): boolean {
  return UNWRITTEN.test(text);
}
