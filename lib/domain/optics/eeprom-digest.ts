/** Two SHA-256 digests over the bytes that a factory sets once: `truelane-eeprom/1` (offsets of SFF-8472, SFF-8636, OIF-CMIS). */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesIn, type EepromPages, hex2, type MapName, type PageName } from "./page.ts";

export type DigestKind = "core" | "full";
/** What a birth record keeps; `pages` are those that `full` covers, empty when it could not be made. */
export type EepromDigests = {
  readonly scheme: "truelane-eeprom/1";
  readonly map: string;
  readonly core: string;
  readonly full: string | null;
  readonly pages: readonly string[];
};

type Kept = readonly { readonly page: PageName; readonly ranges: readonly (readonly [number, number])[] }[];

// `core` survives a recode of the host area; what changes in honest life (live values, controls, user area) is in neither.
const KEPT: Record<MapName, Record<DigestKind, Kept>> = {
  sff8472: {
    core: [{ page: "A0h", ranges: [[0, 95]] }],
    full: [
      { page: "A0h", ranges: [[0, 127]] },
      { page: "A2h", ranges: [[0, 95]] },
    ],
  },
  sff8636: {
    core: [{ page: "00h", ranges: [[128, 223]] }],
    full: [
      { page: "lower", ranges: [[0, 1]] },
      { page: "00h", ranges: [[128, 255]] },
      { page: "03h", ranges: [[128, 199]] },
    ],
  },
  cmis: {
    core: [{ page: "00h", ranges: [[128, 222]] }],
    full: [
      {
        page: "lower",
        ranges: [
          [0, 1],
          [85, 117],
        ],
      },
      { page: "00h", ranges: [[128, 255]] },
      { page: "01h", ranges: [[130, 255]] },
      { page: "02h", ranges: [[128, 255]] },
      { page: "04h", ranges: [[128, 255]] },
    ],
  },
};

/**
 * One digest, lower-case hex, over the given pages (as a record names them) or over every page whose kept bytes are all known.
 * Undefined when a named page, or the identity page, has masked or missing bytes: such a comparison is not run, never "different".
 */
export function eepromDigest(
  eeprom: EepromPages,
  kind: DigestKind,
  only?: readonly PageName[],
): { digest: string; pages: PageName[] } | undefined {
  const pages: PageName[] = [];
  let rows = "";
  for (const { page, ranges } of KEPT[eeprom.map][kind]) {
    if (only && !only.includes(page)) continue;
    const text = rowsOf(eeprom, page, ranges);
    if (text === undefined) {
      if (only || page === "A0h" || page === "00h") return undefined;
      continue;
    }
    pages.push(page);
    rows += text;
  }
  if (only && pages.length !== only.length) return undefined;
  const header = `truelane-eeprom/1 ${eeprom.map} ${kind} ${pages.join(",")}\n`;
  return { digest: sha256Hex(header + rows), pages };
}

/**
 * `full` over every choice of pages that a factory's dump can have: the known ones from the first on, with and without the
 * lower page. Whoever compares needs no byte then, only the digest over the pages that the record names.
 */
export function digestChoices(eeprom: EepromPages): { digest: string; pages: PageName[] }[] {
  const known = eepromDigest(eeprom, "full")?.pages ?? [];
  const chains = known[0] === "lower" ? [known, known.slice(1)] : [known];
  const choices = chains.flatMap((chain) => chain.map((_, at) => chain.slice(0, at + 1)));
  return choices.flatMap((pages) => eepromDigest(eeprom, "full", pages) ?? []);
}

/** Both digests, or undefined when the identity bytes are not all known. */
export function eepromDigests(eeprom: EepromPages): EepromDigests | undefined {
  const core = eepromDigest(eeprom, "core");
  if (!core) return undefined;
  const full = eepromDigest(eeprom, "full");
  return {
    scheme: "truelane-eeprom/1",
    map: eeprom.map,
    core: core.digest,
    full: full?.digest ?? null,
    pages: full?.pages ?? [],
  };
}

function rowsOf(eeprom: EepromPages, page: PageName, ranges: Kept[number]["ranges"]): string | undefined {
  const cells = eeprom.pages[page];
  const tokens: string[] = [];
  for (const [from, to] of ranges) {
    const bytes = bytesIn(cells, from, to + 1);
    if (!bytes) return undefined;
    for (let i = 0; i < bytes.length; i++) tokens[from + i] = hex2(bytes[i]!);
  }
  let rows = "";
  for (let row = 0; row < tokens.length; row += 16) {
    let line = "";
    let keeps = false;
    for (let at = row; at < row + 16; at++) {
      const token = tokens[at];
      if (token !== undefined) keeps = true;
      line += ` ${token ?? "--"}`;
    }
    if (keeps) rows += `${page} ${hex2(row)}${line}\n`;
  }
  return rows;
}

function sha256Hex(ascii: string): string {
  const bytes = new Uint8Array(ascii.length);
  for (let i = 0; i < ascii.length; i++) bytes[i] = ascii.charCodeAt(i);
  let hex = "";
  for (const byte of sha256(bytes)) hex += hex2(byte);
  return hex;
}
