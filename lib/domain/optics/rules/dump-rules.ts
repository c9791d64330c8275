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
    found.push({ id: "PARTIAL_DUMP", because: `${page} ${from}–${to - 1} is not all there`, where: page });
  }
  const masked = Object.entries(pages).find(([, cells]) => cells?.includes(MASKED));
  if (masked) found.push({ id: "MASKED_BYTES", because: `bytes of ${masked[0]} are covered`, where: masked[0] });
  return found;
}

function identifierFindings({ map, pages }: EepromPages): Raised[] {
  if (map === "sff8472") return [];
  const lower = byteAt(pages.lower, 0);
  const upper = byteAt(pages["00h"], 128);
  if (lower === undefined || upper === undefined || lower === upper) return [];
  const because = `byte 0 says 0x${hex2(lower)}, byte 128 says 0x${hex2(upper)}`;
  if (!mapOfIdentifier(lower)) return [{ id: "IDENTIFIER_BYTE0_INVALID", because, where: "lower byte 0" }];
  return IDENTIFIERS[upper] ? [{ id: "IDENTIFIER_MISMATCH", because }] : [];
}

function fieldFindings(eeprom: EepromPages): Raised[] {
  for (const name of TEXT_FIELD_NAMES) {
    const bytes = bytesIn(identityPage(eeprom), ...TEXT_FIELDS[eeprom.map][name]);
    const printable = bytes?.findIndex((byte) => byte > 0x20 && byte < 0x7f) ?? -1;
    if (printable >= 0 && bytes?.includes(0, printable)) {
      return [{ id: "NUL_PADDED_STRING", because: `${name} is padded with 0x00 in place of spaces`, where: name }];
    }
  }
  return [];
}

function dateFindings(decoded: Bytes): Raised[] {
  const date = decoded.date as DateCode | undefined;
  if (!date) return [];
  const found: Raised[] = [];
  if (!date.valid_yymmdd) {
    const hint = date.guess ? `; read as YYYYMMDD it would be ${date.guess}` : "";
    found.push({ id: "DATE_NONSTANDARD", because: `the date code is not YYMMDD${hint}`, where: "date" });
  }
  if (/[^\0\x20-\x7e]/.test(date.raw.slice(6))) {
    found.push({ id: "DATE_LOT_NONASCII", because: "a lot character is no printable ASCII", where: "date" });
  }
  return found;
}
