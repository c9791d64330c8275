/** The claims of a module whose bytes were read (SFF-8472, SFF-8636, OIF-CMIS). */
import type { Bytes, DateCode, Words } from "./answer.ts";
import type { Claims, Lanes, LiveValues } from "./claims.ts";
import { dayOfIso } from "./date-code.ts";
import { isCopperTechnology } from "./maps/sff-8636.ts";
import { isCopperConnector } from "./names/connectors.ts";
import { byteAt, type EepromPages, textIn } from "./page.ts";
import { reachWordOf } from "./reach-word.ts";
import { connectorOf } from "./words.ts";

// Extended compliance codes of active cables, optical and copper.
const CABLE_CODES: readonly number[] = [0x01, 0x08, 0x18, 0x19, 0x30, 0x31, 0x32, 0x33];
const NO_SEPARABLE_CONNECTOR = 0x23;

/** `decoded` is the answer made from the same pages. */
export function claimsOfBytes(eeprom: EepromPages, decoded: Bytes): Claims {
  const text = (key: string) => (typeof decoded[key] === "string" ? (decoded[key] as string) : undefined);
  const connector = connectorOf(eeprom);
  const { media } = decoded.words as Words;
  const medium = mediumOf(eeprom, decoded, connector);
  const productId = textIn(eeprom.pages[eeprom.map === "sff8472" ? "A2h" : "02h"], 192, 212);
  return {
    vendorName: text("vendor_name"),
    vendorOui: text("vendor_oui"),
    partNumber: text("vendor_pn"),
    serial: text("vendor_sn"),
    dateDay: dayOfIso((decoded.date as DateCode | undefined)?.iso),
    connector,
    wavelengthNm: wavelengthOf(decoded),
    ...medium,
    isLr4: media === "40GBASE-LR4" || media === "100GBASE-LR4",
    reachByCode: medium.isCable ? undefined : reachWordOf(media),
    codedProductId: eeprom.map === "cmis" ? undefined : productId,
    live: liveOf(eeprom, decoded),
  };
}

function mediumOf(
  { map, pages }: EepromPages,
  decoded: Bytes,
  connector: number | undefined,
): { isCable: boolean; isCopper: boolean } {
  if (map === "sff8472") {
    const cable = decoded.is_passive_or_active_cable === true;
    const technology = byteAt(pages.A0h, 8) ?? 0;
    const ethernet = byteAt(pages.A0h, 6) ?? 0;
    return {
      isCable: cable,
      isCopper: (technology & 4) !== 0 || (ethernet & 0x0c) !== 0 || isCopperConnector(connector),
    };
  }
  if (map === "sff8636") {
    const copper = decoded.is_copper === true;
    const extended = byteAt(pages["00h"], 192) ?? 0;
    return {
      isCable: copper || connector === NO_SEPARABLE_CONNECTOR || CABLE_CODES.includes(extended),
      isCopper: copper,
    };
  }
  const type = byteAt(pages.lower, 85);
  const copper = type === 3 || type === 5 || isCopperTechnology(byteAt(pages["00h"], 212) ?? 0);
  return { isCable: type === 3 || type === 4 || (decoded.cable_length_m ?? 0) !== 0, isCopper: copper };
}

function wavelengthOf(decoded: Bytes): number | undefined {
  const page01 = decoded.page01 as { wavelength_nm?: number } | undefined;
  const nm = decoded.wavelength_nm ?? page01?.wavelength_nm;
  return typeof nm === "number" ? nm : undefined;
}

type Ddm = { temp_c: number | null; vcc_v: number | null; bias_ma: number | Lanes; tx_mw: number | Lanes };

/** Live values that the module really offers; all-zero values are not offered. */
function liveOf({ map, pages }: EepromPages, decoded: Bytes): LiveValues | undefined {
  if (map === "cmis") {
    const lanes = decoded.page11 as { bias_ma?: Lanes; tx_mw?: Lanes } | undefined;
    const { temp_c: temp, vcc_v: supply } = decoded as { temp_c?: number; vcc_v?: number };
    if (!temp && !supply) return undefined;
    const monitors = byteAt(pages["01h"], 160) ?? 0;
    return {
      tempC: temp,
      vccV: supply,
      biasMa: lanes?.bias_ma,
      txMw: lanes?.tx_mw,
      txIsMeasured: (monitors & 2) !== 0,
    };
  }
  const ddm = decoded.ddm as Ddm | undefined;
  if (!ddm) return undefined;
  const live = pages.A2h?.slice(96, 106);
  if (map === "sff8472" && live?.every((byte) => byte === 0)) return undefined;
  const list = (value: number | Lanes): Lanes => (typeof value === "number" || value === null ? [value] : value);
  return {
    tempC: ddm.temp_c,
    vccV: ddm.vcc_v,
    biasMa: list(ddm.bias_ma),
    txMw: list(ddm.tx_mw),
    txIsMeasured: map === "sff8472" || ((byteAt(pages["00h"], 220) ?? 0) & 4) !== 0,
  };
}
