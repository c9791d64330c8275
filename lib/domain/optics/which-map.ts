/** Which memory map a dump follows, told by its identifier byte (SFF-8024), and how a linear dump falls into pages. */
import {
  byteAt,
  bytesIn,
  type Cells,
  type EepromPages,
  isBlank,
  isThere,
  type MapName,
  type PageName,
} from "./page.ts";

const MAP_OF_IDENTIFIER: Readonly<Record<number, MapName>> = {
  2: "sff8472",
  3: "sff8472",
  11: "sff8472",
  12: "sff8636",
  13: "sff8636",
  17: "sff8636",
  24: "cmis",
  25: "cmis",
  27: "cmis",
  30: "cmis",
  31: "cmis",
  32: "cmis",
  33: "cmis",
};

export function mapOfIdentifier(identifier: number | undefined): MapName | undefined {
  return identifier === undefined ? undefined : MAP_OF_IDENTIFIER[identifier];
}

/** Upper pages of a linear dump, in order. A maker's lot file puts CMIS page 04h where tools print 03h. */
export const UPPER_PAGES = ["00h", "01h", "02h", "03h"] as const;

/**
 * The module in a linear dump: SFP A0h then A2h, others lower memory then upper pages of 128 bytes.
 * Undefined when neither byte 0 nor byte 128 names a map; then nothing may be decoded.
 */
export function layOut(linear: Cells, upperPages: readonly PageName[] = UPPER_PAGES): EepromPages | undefined {
  const map = mapOfIdentifier(byteAt(linear, 0));
  if (map === "sff8472") return { map, pages: { A0h: linear.slice(0, 256), A2h: part(linear, 256, 512, 0) } };
  if (map && linear.length === 128) {
    // A dump of page 00h alone begins like lower memory does; only its checksums tell.
    const upper = part(linear, 0, 128, 128);
    if (hasRightIdentitySums(upper, map)) return { map, pages: { "00h": upper } };
  }
  return mapOfPages(Object.fromEntries([["lower", linear.slice(0, 128)], ...uppers(linear, upperPages)]));
}

/** The map of pages that already have names: by byte 0, else by byte 128 if the sums of page 00h are right for its map. */
export function mapOfPages(pages: Readonly<Record<PageName, Cells | undefined>>): EepromPages | undefined {
  if (pages.A0h) return mapOfIdentifier(byteAt(pages.A0h, 0)) === "sff8472" ? { map: "sff8472", pages } : undefined;
  const lower = byteAt(pages.lower, 0);
  const map = mapOfIdentifier(lower);
  if (map) return map === "sff8472" ? undefined : { map, pages };
  const upper = mapOfIdentifier(byteAt(pages["00h"], 128));
  if (!upper || upper === "sff8472") return undefined;
  return lower === undefined || hasRightIdentitySums(pages["00h"], upper) ? { map: upper, pages } : undefined;
}

/** 256 bytes of an SFP: the second half is A2h 0–127 if the module has diagnostics, the half is not blank and its CC_DMI is right. */
export function withA2hInSecondHalf(eeprom: EepromPages): EepromPages {
  const a0 = eeprom.pages.A0h;
  if (eeprom.map !== "sff8472" || eeprom.pages.A2h || !a0 || !isThere(a0, 0, 256)) return eeprom;
  const half = a0.slice(128) as number[];
  const sum = half.slice(0, 95).reduce((total, byte) => total + byte, 0) & 0xff;
  if ((a0[92]! & 0x40) === 0 || isBlank(half) || sum !== half[95]) return eeprom;
  return { map: "sff8472", pages: { A0h: a0.slice(0, 128), A2h: half } };
}

function uppers(linear: Cells, names: readonly PageName[]): [PageName, Cells | undefined][] {
  return names.map((name, i) => [name, part(linear, 128 * (i + 1), 128 * (i + 2), 128)]);
}

function part(linear: Cells, from: number, to: number, offset: number): Cells | undefined {
  if (linear.length <= from) return undefined;
  const cells: (number | undefined)[] = new Array(offset);
  return cells.concat(linear.slice(from, to));
}

function hasRightIdentitySums(page00: Cells | undefined, map: MapName): boolean {
  const right = (from: number, at: number) => {
    const bytes = bytesIn(page00, from, at);
    return bytes !== undefined && (bytes.reduce((sum, byte) => sum + byte, 0) & 0xff) === byteAt(page00, at);
  };
  return map === "cmis" ? right(128, 222) : right(128, 191) && right(192, 223);
}
