/** Rules over the checksums of static memory (SFF-8472 bytes 63, 95 and A2h 95; SFF-8636 191, 223; CMIS 00h 222, others 255). */
import type { Bytes, RuleId, Sum } from "../answer.ts";
import { type Cells, type EepromPages, isBlank, MASKED } from "../page.ts";
import type { Raised } from "./rulebook.ts";

/** One finding for each sum that is wrong; a sum over masked or missing bytes was not checked and raises nothing. */
export function checksumFindings(eeprom: EepromPages, decoded: Bytes): Raised[] {
  const found: Raised[] = [];
  const judge = (id: RuleId, where: string, sum: unknown) => {
    const { ok, stored, computed } = (sum ?? {}) as Partial<Sum>;
    if (ok === false) found.push({ id, where, because: `${where} holds ${stored}, the bytes add up to ${computed}` });
  };
  if (eeprom.map === "sff8472") {
    judge("CHECKSUM_BASE_BAD", "A0h byte 63", decoded.cc_base);
    judge("CHECKSUM_EXT_BAD", "A0h byte 95", decoded.cc_ext);
    if (!isUnwritten(eeprom.pages.A2h)) judge("CHECKSUM_DMI_BAD", "A2h byte 95", decoded.a2_cc_dmi);
  } else if (eeprom.map === "sff8636") {
    judge("CHECKSUM_BASE_BAD", "page 00h byte 191", decoded.cc_base);
    judge("CHECKSUM_EXT_BAD", "page 00h byte 223", decoded.cc_ext);
  } else {
    const sumOn = (page: string) => (decoded[page] as { checksum?: Sum } | undefined)?.checksum;
    judge("CHECKSUM_PAGE00_BAD", "page 00h byte 222", decoded.page00_checksum);
    judge("CHECKSUM_PAGE01_BAD", "page 01h byte 255", sumOn("page01"));
    judge("CHECKSUM_PAGE02_BAD", "page 02h byte 255", sumOn("page02"));
    judge("CHECKSUM_PAGE04_BAD", "page 04h byte 255", sumOn("page04"));
  }
  return found;
}

function isUnwritten(page: Cells | undefined): boolean {
  const known = page?.filter((cell) => cell !== undefined) ?? [];
  return isBlank(known.filter((cell) => cell !== MASKED));
}
