/** Plain words for the codes of a module: form factor, connector, media (SFF-8024 rev 4.8a). */
import type { Words } from "./answer.ts";
import { applications } from "./maps/cmis.ts";
import { isCable, megabaud } from "./maps/sff-8472.ts";
import { isCopperTechnology } from "./maps/sff-8636.ts";
import {
  CMIS_MULTIMODE,
  CMIS_SINGLE_MODE,
  extendedCompliance,
  namesOfBits,
  QSFP_40G_BITS,
  SFP_1G_BITS,
  SFP_10G_BITS,
} from "./names/compliance.ts";
import { CONNECTORS } from "./names/connectors.ts";
import { IDENTIFIERS } from "./names/identifiers.ts";
import { byteAt, type Cells, type EepromPages } from "./page.ts";

const CONNECTOR_AT = { sff8472: 2, sff8636: 130, cmis: 203 } as const;

/** The identifier byte that was believed: byte 0, or byte 128 where byte 0 is no identifier. */
export function identifierOf({ map, pages }: EepromPages): number | undefined {
  if (map === "sff8472") return byteAt(pages.A0h, 0);
  const lower = byteAt(pages.lower, 0);
  return lower !== undefined && IDENTIFIERS[lower] ? lower : byteAt(pages["00h"], 128);
}

export function connectorOf({ map, pages }: EepromPages): number | undefined {
  return byteAt(map === "sff8472" ? pages.A0h : pages["00h"], CONNECTOR_AT[map]);
}

/** What is known of `form_factor`, `connector` and `media`; a code without a name is left out. */
export function wordsOf(eeprom: EepromPages): Words {
  const formFactor = formFactorOf(eeprom);
  const connector = CONNECTORS[connectorOf(eeprom) ?? -1];
  const media = mediaOf(eeprom);
  return {
    ...(formFactor !== undefined && { form_factor: formFactor }),
    ...(connector !== undefined && { connector }),
    ...(media !== undefined && { media }),
  };
}

function formFactorOf(eeprom: EepromPages): string | undefined {
  const identifier = identifierOf(eeprom);
  if (identifier !== 3) return IDENTIFIERS[identifier ?? -1];
  const rate = megabaud(eeprom.pages.A0h);
  if (rate === undefined) return IDENTIFIERS[3];
  return rate >= 20_000 ? "SFP28" : rate >= 6_000 ? "SFP+" : "SFP";
}

function mediaOf({ map, pages }: EepromPages): string | undefined {
  if (map === "sff8472") return sfpMedia(pages.A0h);
  if (map === "sff8636") return qsfpMedia(pages["00h"]);
  const type = byteAt(pages.lower, 85);
  if (type === 3) return "copper cable";
  if (type === 4) return "active cable";
  if (type === 5) return "BASE-T";
  const first = Number(applications(pages.lower)?.[0]?.media_id ?? -1);
  return type === 2 ? CMIS_SINGLE_MODE[first] : type === 1 ? CMIS_MULTIMODE[first] : undefined;
}

function sfpMedia(a0: Cells | undefined): string | undefined {
  const extended = extendedCompliance(byteAt(a0, 36), true);
  if (extended) return extended;
  // Cables often carry bits of the optics that they stand in for.
  if (isCable(a0)) return (byteAt(a0, 8) ?? 0) & 4 ? "copper cable" : "active cable";
  return [...namesOfBits(byteAt(a0, 3), SFP_10G_BITS, 4), ...namesOfBits(byteAt(a0, 6), SFP_1G_BITS)][0];
}

function qsfpMedia(upper: Cells | undefined): string | undefined {
  const codes = byteAt(upper, 131);
  const extended = codes !== undefined && codes & 0x80 ? extendedCompliance(byteAt(upper, 192), false) : undefined;
  const technology = byteAt(upper, 147);
  const copper = technology !== undefined && isCopperTechnology(technology >> 4) ? "copper cable" : undefined;
  return extended ?? namesOfBits(codes, QSFP_40G_BITS)[0] ?? extendedCompliance(byteAt(upper, 192), false) ?? copper;
}
