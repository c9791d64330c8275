/** Rules over the checksums of static memory (SFF-8472 bytes 63, 95 and A2h 95; SFF-8636 191, 223; CMIS 00h 222, others 255). */
import type { Bytes, RuleId, Sum } from "../answer.ts";
import { type Cells, type EepromPages, isBlank, MASKED } from "../page.ts";
import type { Raised } from "./rulebook.ts";

/** One finding for each sum that is wrong; a sum over masked or missing bytes was not checked and raises nothing. */
export function checksumFindings(eeprom: EepromPages, decoded: Bytes): Raised[] {
  const found: Raised[] = [];
  const judge = (id: RuleId, page: string, byte: number, sum: unknown) => {
    const { ok, stored = "", computed } = (sum ?? {}) as Partial<Sum>;
    if (ok !== false) return;
    const isDevice = eeprom.map === "sff8472";
    const says = isDevice ? "sum-of-device-wrong" : "sum-of-page-wrong";
    const where = `${isDevice ? "" : "page "}${page} byte ${byte}`;
    found.push({ id, where, reason: { says, page, byte, stored, computed: computed ?? "" } });
  };
  if (eeprom.map === "sff8472") {
    judge("CHECKSUM_BASE_BAD", "A0h", 63, decoded.cc_base);
    judge("CHECKSUM_EXT_BAD", "A0h", 95, decoded.cc_ext);
    if (!isUnwritten(eeprom.pages.A2h)) judge("CHECKSUM_DMI_BAD", "A2h", 95, decoded.a2_cc_dmi);
  } else if (eeprom.map === "sff8636") {
    judge("CHECKSUM_BASE_BAD", "00h", 191, decoded.cc_base);
    judge("CHECKSUM_EXT_BAD", "00h", 223, decoded.cc_ext);
  } else {
    const sumOn = (page: string) => (decoded[page] as { checksum?: Sum } | undefined)?.checksum;
    judge("CHECKSUM_PAGE00_BAD", "00h", 222, decoded.page00_checksum);
    judge("CHECKSUM_PAGE01_BAD", "01h", 255, sumOn("page01"));
    judge("CHECKSUM_PAGE02_BAD", "02h", 255, sumOn("page02"));
    judge("CHECKSUM_PAGE04_BAD", "04h", 255, sumOn("page04"));
  }
  return found;
}

function isUnwritten(page: Cells | undefined): boolean {
  const known = page?.filter((cell) => cell !== undefined) ?? [];
  return isBlank(known.filter((cell) => cell !== MASKED));
}
