/** QSFP+ and QSFP28: lower page and upper pages 00h–03h, SFF-8636 rev 2.11 and its forerunner SFF-8436. */
import type { AnswerValue, Bytes } from "../answer.ts";
import { sumOf } from "../checksum.ts";
import { hostAreaOf } from "../host-area.ts";
import { byteAt, bytesIn, type Cells, codeAt, type EepromPages, hexIn, isBlank, ouiIn, s16, u16 } from "../page.ts";
import { rounded } from "../rounding.ts";
import { textAnswers } from "./text-fields.ts";

/** Everything that the captured bytes say; keys whose bytes are missing are absent. */
export function decodeSff8636({ map, pages }: EepromPages): Bytes {
  const { lower, "00h": upper } = pages;
  const technology = byteAt(upper, 147);
  const copper = technology === undefined ? undefined : isCopperTechnology(technology >> 4);
  const nominal = byteAt(upper, 140);
  const host = bytesIn(upper, 224, 256);
  return {
    standard: "SFF-8636/8436",
    identifier: codeAt(lower, 0),
    identifier_upper: codeAt(upper, 128),
    revision_compliance: codeAt(lower, 1),
    ext_identifier: codeAt(upper, 129),
    connector: codeAt(upper, 130),
    transceiver_codes: hexIn(upper, 131, 139),
    encoding: codeAt(upper, 139),
    br_nominal_100MBd: nominal,
    br_nominal_250MBd_byte222: nominal === undefined ? undefined : nominal === 0xff ? byteAt(upper, 222) : null,
    len_smf_km: byteAt(upper, 142),
    len_om3_2m: byteAt(upper, 143),
    len_om2_1m: byteAt(upper, 144),
    len_om1_1m: byteAt(upper, 145),
    len_copper_or_om4: byteAt(upper, 146),
    device_tech: codeAt(upper, 147),
    vendor_oui: ouiIn(upper, 165),
    is_copper: copper,
    wavelength_nm: copper ? null : over(u16(upper, 186), 20),
    wavelength_tol_nm: copper ? null : over(u16(upper, 188), 200),
    cc_base: sumOf(upper, 128, 191, 191),
    ext_spec_compliance: codeAt(upper, 192),
    ...textAnswers({ map, pages }),
    diag_type: codeAt(upper, 220),
    cc_ext: sumOf(upper, 192, 223, 223),
    vendor_specific_blank: host && isBlank(host),
    host_vendor_area: host && hostAreaOf(host),
    ddm: diagnostics(lower),
  };
}

/** Codes 0xA and above of the high nibble of byte 147 are copper. */
export function isCopperTechnology(code: number): boolean {
  return code >= 0x0a && code <= 0x0f;
}

export function over(word: number | undefined, divisor: number): number | undefined {
  return word === undefined ? undefined : word / divisor;
}

/** Live values, if any of lower 22–57 is not zero. */
function diagnostics(lower: Cells | undefined): AnswerValue {
  const live = bytesIn(lower, 22, 58);
  if (!live?.some((byte) => byte !== 0)) return undefined;
  const lanes = (at: number, divisor: number) => [0, 2, 4, 6].map((lane) => u16(lower, at + lane)! / divisor);
  return {
    temp_c: rounded(s16(lower, 22)! / 256, 3),
    vcc_v: u16(lower, 26)! / 10_000,
    rx_mw: lanes(34, 10_000),
    bias_ma: lanes(42, 500),
    tx_mw: lanes(50, 10_000),
  };
}
