/** QSFP-DD, OSFP, QSFP112, SFP-DD and other paged modules: lower memory and upper pages, OIF-CMIS 3.0 to 5.2. */
import type { AnswerValue, Bytes, Limits } from "../answer.ts";
import { sumOf } from "../checksum.ts";
import {
  byteAt,
  bytesIn,
  type Cells,
  codeAt,
  type EepromPages,
  isThere,
  latin1,
  ouiIn,
  s16,
  textIn,
  u16,
} from "../page.ts";
import { rounded } from "../rounding.ts";
import { over } from "./sff-8636.ts";
import { textAnswers } from "./text-fields.ts";

/** Everything that the captured bytes say; keys whose bytes are missing are absent. */
export function decodeCmis({ map, pages }: EepromPages): Bytes {
  const { lower, "00h": upper } = pages;
  const revision = byteAt(lower, 1);
  const memory = byteAt(lower, 2);
  const state = byteAt(lower, 3);
  const temp = s16(lower, 14);
  const maxPower = byteAt(upper, 201);
  const length = byteAt(upper, 202);
  const sum = sumOf(upper, 128, 222, 222);
  const custom = bytesIn(upper, 223, 255);
  const customSum = sumOf(upper, 223, 255, 255);
  return {
    standard: "CMIS",
    identifier: codeAt(lower, 0),
    identifier_upper: codeAt(upper, 128),
    cmis_revision: revision === undefined ? undefined : `${revision >> 4}.${revision & 15}`,
    flat_memory: memory === undefined ? undefined : (memory & 0x80) !== 0,
    media_type: codeAt(lower, 85),
    vendor_oui: ouiIn(upper, 145),
    ...textAnswers({ map, pages }),
    clei: textIn(upper, 190, 200),
    power_class_byte200: codeAt(upper, 200),
    max_power_W: over(maxPower, 4),
    cable_length_m: length === undefined ? undefined : lengthOf(length),
    connector: codeAt(upper, 203),
    media_tech: codeAt(upper, 212),
    page00_checksum: sum && { byte: 222, ...sum },
    module_state: state === undefined ? undefined : (state >> 1) & 7,
    temp_c: temp === undefined ? undefined : rounded(temp / 256, 3),
    vcc_v: over(u16(lower, 16), 10_000),
    active_fw: version(lower, 39),
    apps: applications(lower),
    custom_area_223_255_ascii: custom && latin1(custom),
    custom_area_byte255_is_sum_223_254: customSum?.ok,
    ...(holdsAny(pages["01h"]) && { page01: page01(pages["01h"]) }),
    ...(holdsAny(pages["02h"]) && { page02: page02(pages["02h"]) }),
    ...(holdsAny(pages["04h"]) && { page04: { checksum: checksum(pages["04h"], 128) } }),
    ...(holdsAny(pages["11h"]) && { page11: page11(pages["11h"], pages["01h"]) }),
  };
}

export type Application = {
  host_id: string;
  media_id: string;
  host_lanes: number;
  media_lanes: number;
  host_assign: string;
};

/** Lower 86–117: host id 0xff ends the list, four zero bytes are an empty slot. */
export function applications(lower: Cells | undefined): Application[] | undefined {
  if (!isThere(lower, 86, 118)) return undefined;
  const apps: Application[] = [];
  for (let at = 86; at < 118; at += 4) {
    const slot = bytesIn(lower, at, at + 4);
    if (!slot || slot[0] === 0xff) break;
    if (slot.every((byte) => byte === 0)) continue;
    apps.push({
      host_id: codeAt(lower, at)!,
      media_id: codeAt(lower, at + 1)!,
      host_lanes: slot[2]! >> 4,
      media_lanes: slot[2]! & 15,
      host_assign: codeAt(lower, at + 3)!,
    });
  }
  return apps;
}

/** Byte 202: b7–6 × 0.1, 1, 10, 100 m. */
function lengthOf(code: number): number {
  return ((code & 0x3f) * 10 ** (code >> 6)) / 10;
}

function version(cells: Cells | undefined, at: number): string | undefined {
  const bytes = bytesIn(cells, at, at + 2);
  return bytes && `${bytes[0]}.${bytes[1]}`;
}

function holdsAny(page: Cells | undefined): boolean {
  return page?.some((cell) => cell !== undefined) ?? false;
}

function checksum(page: Cells | undefined, from: number): AnswerValue {
  const sum = sumOf(page, from, 255, 255);
  return sum && { byte: 255, range: [from, 254], ...sum };
}

function page01(page: Cells | undefined): AnswerValue {
  return {
    checksum: checksum(page, 130),
    inactive_fw: version(page, 128),
    hw_rev: version(page, 130),
    smf_len_byte132: codeAt(page, 132),
    wavelength_nm: over(u16(page, 138), 20),
    wavelength_tol_nm: over(u16(page, 140), 200),
  };
}

function page02(page: Cells | undefined): AnswerValue {
  const limits = (at: number, value: (at: number) => number | null): Limits | undefined =>
    bytesIn(page, at, at + 8) && {
      high_alarm: value(at) ?? 0,
      low_alarm: value(at + 2) ?? 0,
      high_warn: value(at + 4) ?? 0,
      low_warn: value(at + 6) ?? 0,
    };
  return {
    checksum: checksum(page, 128),
    temp_c: limits(128, (at) => rounded(s16(page, at)! / 256, 3)),
    vcc_v: limits(136, (at) => u16(page, at)! / 10_000),
  };
}

/** Eight lanes; 01h:160 b4–3 multiply the bias step by 1, 2 or 4. */
function page11(page: Cells | undefined, characteristics: Cells | undefined): AnswerValue {
  const factor = [1, 2, 4, 1][((byteAt(characteristics, 160) ?? 0) >> 3) & 3]!;
  const lanes = (from: number, scale: (word: number) => number): AnswerValue =>
    bytesIn(page, from, from + 16) && [0, 2, 4, 6, 8, 10, 12, 14].map((lane) => scale(u16(page, from + lane)!));
  return {
    tx_mw: lanes(154, (word) => word / 10_000),
    bias_ma: lanes(170, (word) => (word * factor) / 500),
    rx_mw: lanes(186, (word) => word / 10_000),
  };
}
