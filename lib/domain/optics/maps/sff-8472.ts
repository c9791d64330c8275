/** SFP, SFP+, SFP28: two-wire addresses A0h (identity) and A2h (diagnostics), SFF-8472 rev 12.4. */
import type { AnswerValue, Bytes } from "../answer.ts";
import { sumOf } from "../checksum.ts";
import { hostAreaOf } from "../host-area.ts";
import { byteAt, bytesIn, type Cells, codeAt, type EepromPages, hexIn, isBlank, ouiIn, s16, u16 } from "../page.ts";
import { dbmOf, rounded } from "../rounding.ts";
import { textAnswers } from "./text-fields.ts";

/** Everything that the captured bytes say; keys whose bytes are missing are absent. */
export function decodeSff8472({ map, pages }: EepromPages): Bytes {
  const a0 = pages.A0h;
  const a2 = pages.A2h;
  const diagType = byteAt(a0, 92);
  const cable = isCable(a0);
  const host = bytesIn(a0, 96, 128);
  const wavelength = u16(a0, 60);
  return {
    standard: "SFF-8472",
    identifier: codeAt(a0, 0),
    ext_identifier: codeAt(a0, 1),
    connector: codeAt(a0, 2),
    transceiver_codes: hexIn(a0, 3, 11),
    encoding: codeAt(a0, 11),
    br_nominal_100MBd: byteAt(a0, 12),
    len_smf_km: byteAt(a0, 14),
    len_smf_100m: byteAt(a0, 15),
    len_om2_10m: byteAt(a0, 16),
    len_om1_10m: byteAt(a0, 17),
    len_om4_10m_or_copper_m: byteAt(a0, 18),
    len_om3_10m: byteAt(a0, 19),
    ext_compliance_code: codeAt(a0, 36),
    vendor_oui: ouiIn(a0, 37),
    is_passive_or_active_cable: cable,
    wavelength_nm: wavelength === undefined ? undefined : cable ? null : wavelength,
    cc_base: sumOf(a0, 0, 63, 63),
    options: hexIn(a0, 64, 66),
    ...textAnswers({ map, pages }),
    diag_type: codeAt(a0, 92),
    ...(diagType !== undefined && {
      ddm_implemented: (diagType & 0x40) !== 0,
      ddm_calibration: diagType & 0x20 ? "internal" : diagType & 0x10 ? "external" : "none",
    }),
    sff8472_compliance: codeAt(a0, 94),
    cc_ext: sumOf(a0, 64, 95, 95),
    vendor_specific_96_127_blank: host && isBlank(host),
    host_vendor_area: host && hostAreaOf(host),
    a2_cc_dmi: sumOf(a2, 0, 95, 95),
    ddm: diagType !== undefined && diagType & 0x40 ? diagnostics(a2, diagType) : undefined,
  };
}

/** A0h byte 8, b3 active or b2 passive; undefined when the byte is not known. */
export function isCable(a0: Cells | undefined): boolean | undefined {
  const technology = byteAt(a0, 8);
  return technology === undefined ? undefined : (technology & 0x0c) !== 0;
}

/** The bit-rate in MBd, from byte 12 or, above its range, byte 66. */
export function megabaud(a0: Cells | undefined): number | undefined {
  const nominal = byteAt(a0, 12);
  if (nominal !== 0xff) return nominal === undefined ? undefined : nominal * 100;
  const wide = byteAt(a0, 66);
  return wide === undefined ? undefined : wide * 250;
}

function diagnostics(a2: Cells | undefined, diagType: number): AnswerValue {
  const temp = s16(a2, 96);
  const supply = u16(a2, 98);
  const bias = u16(a2, 100);
  const tx = u16(a2, 102);
  const rx = u16(a2, 104);
  if (temp === undefined || supply === undefined || bias === undefined || tx === undefined || rx === undefined) {
    return undefined;
  }
  const calibration = !(diagType & 0x20) && diagType & 0x10 ? bytesIn(a2, 56, 92) : undefined;
  const linear = (raw: number, at: number) => (calibration ? (u16(a2, at)! / 256) * raw + s16(a2, at + 2)! : raw);
  const rxRaw = calibration ? receivedPower(calibration, rx) : rx;
  const txMw = rounded(linear(tx, 80) / 10_000, 4);
  const rxMw = rounded(rxRaw / 10_000, 4);
  return {
    temp_c: rounded(linear(temp, 84) / 256, 3),
    vcc_v: rounded(linear(supply, 88) / 10_000, 4),
    bias_ma: rounded(linear(bias, 76) / 500, 3),
    tx_mw: txMw,
    tx_dbm: dbmOf(txMw),
    rx_mw: rxMw,
    rx_dbm: dbmOf(rxMw),
    assumes: calibration ? "external calibration" : "internal calibration",
  };
}

/** Σ Rx_PWR(i) × raw^i in 0.1 µW; Rx_PWR(4) comes first, at A2h 56. */
function receivedPower(calibration: readonly number[], raw: number): number {
  let power = 0;
  for (let i = 0; i < 5; i++) power = power * raw + single(calibration.slice(i * 4, i * 4 + 4));
  return power;
}

/** An IEEE 754 single, big-endian. */
function single(bytes: readonly number[]): number {
  return new DataView(Uint8Array.from(bytes).buffer).getFloat32(0);
}
