/** Rules over the form of a dump and of its text fields: what is missing, masked, padded or damaged (SFF-8024, SFF-8472, SFF-8636, CMIS). */
import type { Bytes, DateCode } from "../answer.ts";
import { identityPage, TEXT_FIELD_NAMES, TEXT_FIELDS } from "../maps/text-fields.ts";
import { IDENTIFIERS } from "../names/identifiers.ts";
import { byteAt, bytesIn, type EepromPages, hex2, IDENTITY, isThere, MASKED } from "../page.ts";
import { mapOfIdentifier } from "../which-map.ts";
import type { Raised } from "./rulebook.ts";

export function dumpFindings(eeprom: EepromPages, decoded: Bytes): Raised[] {
  return [
    ...captureFindings(eeprom),
    ...identifierFindings(eeprom),
    ...fieldFindings(eeprom),
    ...dateFindings(decoded),
  ];
}

function captureFindings({ map, pages }: EepromPages): Raised[] {
  const found: Raised[] = [];
  const { page, from, to } = IDENTITY[map];
  if (!isThere(pages[page], from, to)) {
    found.push({ id: "PARTIAL_DUMP", reason: { says: "bytes-missing", page, from, to: to - 1 }, where: page });
  }
  const masked = Object.entries(pages).find(([, cells]) => cells?.includes(MASKED));
  if (masked) found.push({ id: "MASKED_BYTES", reason: { says: "bytes-covered", page: masked[0] }, where: masked[0] });
  return found;
}

function identifierFindings({ map, pages }: EepromPages): Raised[] {
  if (map === "sff8472") return [];
  const lower = byteAt(pages.lower, 0);
  const upper = byteAt(pages["00h"], 128);
  if (lower === undefined || upper === undefined || lower === upper) return [];
  const reason = { says: "identifiers-differ", lower: hex2(lower), upper: hex2(upper) } as const;
  if (!mapOfIdentifier(lower)) return [{ id: "IDENTIFIER_BYTE0_INVALID", reason, where: "lower byte 0" }];
  return IDENTIFIERS[upper] ? [{ id: "IDENTIFIER_MISMATCH", reason }] : [];
}

function fieldFindings(eeprom: EepromPages): Raised[] {
  for (const name of TEXT_FIELD_NAMES) {
    const bytes = bytesIn(identityPage(eeprom), ...TEXT_FIELDS[eeprom.map][name]);
    const printable = bytes?.findIndex((byte) => byte > 0x20 && byte < 0x7f) ?? -1;
    if (printable >= 0 && bytes?.includes(0, printable)) {
      return [{ id: "NUL_PADDED_STRING", reason: { says: "padded-with-zeros", field: name }, where: name }];
    }
  }
  return [];
}

function dateFindings(decoded: Bytes): Raised[] {
  const date = decoded.date as DateCode | undefined;
  if (!date) return [];
  const found: Raised[] = [];
  if (!date.valid_yymmdd) {
    const { guess } = date;
    const reason = guess ? ({ says: "date-perhaps-long", guess } as const) : ({ says: "date-not-standard" } as const);
    found.push({ id: "DATE_NONSTANDARD", reason, where: "date" });
  }
  if (/[^\0\x20-\x7e]/.test(date.raw.slice(6))) {
    found.push({ id: "DATE_LOT_NONASCII", reason: { says: "lot-not-printable" }, where: "date" });
  }
  return found;
}
