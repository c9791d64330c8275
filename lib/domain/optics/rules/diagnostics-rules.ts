/** Rules over live values and thresholds that no working module can have (SFF-8472 A2h, SFF-8636 page 03h, CMIS page 02h). */
import type { Claims, LiveValues } from "../claims.ts";
import { byteAt, bytesIn, type EepromPages, s16, u16 } from "../page.ts";
import type { Reason } from "../reasons/reason.ts";
import type { Raised } from "./rulebook.ts";

const DARK_MW = 10 ** (-39 / 10);
/** 0.01 mW in steps of 0.1 µW. */
const SAME_WORD_FROM = 100;

const THRESHOLDS = {
  sff8472: { page: "A2h", temperature: 0, others: [8, 16, 24, 32] },
  sff8636: { page: "03h", temperature: 128, others: [144, 176, 184, 192] },
  cmis: { page: "02h", temperature: 128, others: [136, 176, 184, 192] },
} as const;

/** Rules that need live values only. */
export function liveFindings({ live, isCopper }: Claims): Raised[] {
  if (!live) return [];
  const found: Raised[] = [];
  const reason = isCopper ? undefined : implausible(live);
  if (reason) found.push({ id: "DDM_IMPLAUSIBLE", reason, where: "ddm" });
  if (isDark(live)) found.push({ id: "DDM_SUSPECT_TX_DARK", reason: { says: "lasers-dark" }, where: "ddm" });
  return found;
}

/** Rules that need the bytes behind the values. */
export function thresholdFindings(eeprom: EepromPages, { live, isCopper }: Claims): Raised[] {
  if (!live) return [];
  const found: Raised[] = [];
  const byte = isCopper ? undefined : crossedThreshold(eeprom);
  if (byte !== undefined) {
    const { page } = THRESHOLDS[eeprom.map];
    found.push({ id: "DDM_IMPLAUSIBLE", reason: { says: "threshold-crossed", page, byte }, where: `${page} ${byte}` });
  }
  const tx = u16(eeprom.pages.A2h, 102);
  if (eeprom.map === "sff8472" && tx !== undefined && tx >= SAME_WORD_FROM && tx === u16(eeprom.pages.A2h, 104)) {
    found.push({ id: "DDM_SUSPECT", reason: { says: "powers-alike" }, where: "ddm" });
  }
  return found;
}

function implausible({ tempC, vccV }: LiveValues): Reason | undefined {
  if (typeof vccV === "number" && (vccV < 2.5 || vccV > 4)) return { says: "supply-impossible", volts: vccV };
  if (typeof tempC === "number" && (tempC < -55 || tempC > 125))
    return { says: "temperature-impossible", celsius: tempC };
  return undefined;
}

function isDark({ biasMa, txMw, txIsMeasured }: LiveValues): boolean {
  if (!txIsMeasured || !biasMa?.length || biasMa.length !== txMw?.length) return false;
  return biasMa.every((bias, lane) => {
    const tx = txMw[lane];
    return typeof bias === "number" && bias > 1 && typeof tx === "number" && tx <= DARK_MW;
  });
}

/** Its first byte on the page of thresholds. Four zero words are a threshold that was never set. */
function crossedThreshold({ map, pages }: EepromPages): number | undefined {
  const { page, temperature, others } = THRESHOLDS[map];
  const cells = pages[page];
  if (byteAt(cells, temperature) === undefined) return undefined;
  const isSet = (at: number) => bytesIn(cells, at, at + 8)?.some((byte) => byte !== 0) ?? false;
  if (isSet(temperature) && s16(cells, temperature)! <= s16(cells, temperature + 2)!) return temperature;
  return others.find((at) => isSet(at) && u16(cells, at)! <= u16(cells, at + 2)!);
}
