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
    found.push({ id: "VENDOR_NAME_BLANK", because: "no vendor name is given", where: "vendor_name" });
  }
  if (serial !== undefined && isUnwritten(serial)) {
    found.push({ id: "SERIAL_BLANK", because: "no serial number is given", where: "vendor_sn" });
  }
  return found;
}

function ouiFindings({ vendorOui, vendorName }: Claims): Raised[] {
  if (vendorOui === "00:00:00") return [{ id: "OUI_ZERO", because: "the OUI is 00:00:00", where: "vendor_oui" }];
  const names = OUI_NAMES[vendorOui ?? ""];
  if (!names || !vendorName || isUnwritten(vendorName) || isCiscoName(vendorName)) return [];
  const shown = vendorName.toUpperCase();
  if (names.some((name) => shown.includes(name))) return [];
  return [
    {
      id: "OUI_NAME_CONFLICT",
      because: `OUI ${vendorOui} is of ${names[0]}, the name says ${vendorName}`,
      where: "vendor_oui",
    },
  ];
}

function ciscoSerialFindings({ vendorName, serial, dateDay }: Claims): Raised[] {
  if (!vendorName || !serial || !isCiscoName(vendorName) || isUnwritten(serial)) return [];
  if (!isCiscoSerial(serial)) {
    return [{ id: "SERIAL_FORMAT_NOT_CISCO", because: `${serial} is not LLLYYWWSSSS`, where: "vendor_sn" }];
  }
  const week = dateDay === undefined ? undefined : serialWeekOf(vendorName, serial, dateDay);
  const weeks = week?.weeks_between_serial_monday_and_date_code ?? 0;
  if (weeks >= EARLIEST_WEEKS && weeks <= LATEST_WEEKS) return [];
  return [
    {
      id: "SERIAL_DATE_CONFLICT",
      because: `the serial's week is ${week?.iso.join("-W")}, the date code lies ${weeks} weeks from its Monday`,
      where: "vendor_sn",
    },
  ];
}

function isUnwritten(text: string): boolean {
  return UNWRITTEN.test(text);
}
