/** The `eepromHex` column of a lot file: one factory dump per module, as concatenated or named pages. */
import { ok, type Result, refuse } from "../result.ts";
import { type HexError, parseHexDigits } from "./hex-digits.ts";
import { type Cells, type EepromPages, IDENTITY, isThere, type PageName } from "./page.ts";
import { layOut, mapOfPages, withA2hInSecondHalf } from "./which-map.ts";

export { type FactoryFields, factoryFields } from "./factory-fields.ts";
export { factoryGate, holdsRelease } from "./factory-gate.ts";

export type EepromHexError = {
  readonly code:
    | "eeprom/empty"
    | "eeprom/not-hex"
    | "eeprom/odd-digits"
    | "eeprom/wrong-size"
    | "eeprom/unknown-identifier"
    | "eeprom/unknown-page"
    | "eeprom/repeated-page"
    | "eeprom/identity-missing";
  readonly sentence: string;
};

const CONCATENATED_SIZES = {
  sff8472: [128, 256, 512],
  sff8636: [256, 640],
  cmis: [256, 384, 512, 640],
} as const;
const PAGE_NAMES = ["A0h", "A2h", "lower", "00h", "01h", "02h", "03h", "04h"] as const;

/**
 * Reads one dump. Concatenated: SFF-8472 128 (A0h 0–127), 256 (A0h, or A0h 0–127 and A2h 0–127) or 512 bytes; SFF-8636 256 or 640
 * (lower, 00h–03h); CMIS 256, 384, 512, 640 (lower, 00h, 01h, 02h, 04h). Named: `lower=…;00h=…`, which removes all doubt.
 */
export function parseEepromHex(hex: string): Result<EepromPages, EepromHexError> {
  const text = hex.trim();
  if (text === "")
    return refuse({ code: "eeprom/empty", sentence: "eepromHex is empty: leave the column out or give a dump." });
  return text.includes("=") ? parseNamed(text) : parseConcatenated(text);
}

function parseConcatenated(text: string): Result<EepromPages, EepromHexError> {
  const digits = parseHexDigits(text);
  if (!digits.ok) return refuse(badHex(digits.error, "eepromHex"));
  const bytes = digits.value;
  const eeprom = layOut(bytes, ["00h", "01h", "02h", bytes[0] !== undefined && isQsfp(bytes) ? "03h" : "04h"]);
  if (!eeprom) return refuse(unknownIdentifier(bytes[0]));
  const sizes: readonly number[] = CONCATENATED_SIZES[eeprom.map];
  if (!sizes.includes(bytes.length)) {
    return refuse({
      code: "eeprom/wrong-size",
      sentence: `eepromHex holds ${bytes.length} bytes; for ${eeprom.map} it is ${sizes.join(", ")}. Name the pages (00h=…) if it holds others.`,
    });
  }
  return ok(bytes.length === 256 ? withA2hInSecondHalf(eeprom) : eeprom);
}

function parseNamed(text: string): Result<EepromPages, EepromHexError> {
  const pages: Record<PageName, Cells> = {};
  for (const part of text.split(";")) {
    if (part.trim() === "") continue;
    const [label = "", ...rest] = part.split("=");
    const name = PAGE_NAMES.find((known) => known.toLowerCase() === label.trim().toLowerCase());
    if (!name) {
      const sentence = `eepromHex names a page "${label.trim()}"; known are ${PAGE_NAMES.join(", ")}.`;
      return refuse({ code: "eeprom/unknown-page", sentence });
    }
    if (pages[name])
      return refuse({ code: "eeprom/repeated-page", sentence: `eepromHex gives page ${name} twice: keep one.` });
    const digits = parseHexDigits(rest.join("="));
    if (!digits.ok) return refuse(badHex(digits.error, `page ${name}`));
    const most = name === "A0h" || name === "A2h" ? 256 : 128;
    if (digits.value.length !== 128 && digits.value.length !== most) {
      const sentence = `Page ${name} holds ${digits.value.length} bytes; give ${most === 256 ? "128 or 256" : "128"}.`;
      return refuse({ code: "eeprom/wrong-size", sentence });
    }
    const isUpper = name !== "lower" && most === 128;
    pages[name] = isUpper ? new Array<undefined>(128).concat(digits.value as never) : digits.value;
  }
  const eeprom = mapOfPages(pages);
  if (!eeprom) return refuse(unknownIdentifier((pages.A0h ?? pages.lower)?.[0] ?? pages["00h"]?.[128]));
  const { page, from, to } = IDENTITY[eeprom.map];
  if (isThere(eeprom.pages[page], from, to)) return ok(eeprom);
  return refuse({
    code: "eeprom/identity-missing",
    sentence: `eepromHex lacks page ${page}, which holds the identity: add it.`,
  });
}

/** Byte 0, or byte 128 where byte 0 is none, names an SFF-8636 module: its fifth block is page 03h, not 04h. */
function isQsfp(bytes: readonly number[]): boolean {
  return layOut(bytes)?.map === "sff8636";
}

function badHex(error: HexError, what: string): EepromHexError {
  if (error.kind === "odd-digits") {
    const sentence = `${what} has an odd number of hex digits; the last one, at character ${error.at}, stands alone.`;
    return { code: "eeprom/odd-digits", sentence };
  }
  const sentence = `${what} holds "${error.character}" at character ${error.at}, which is no hex digit.`;
  return { code: "eeprom/not-hex", sentence };
}

function unknownIdentifier(byte: number | undefined): EepromHexError {
  const found = byte === undefined ? "no first byte" : `a first byte of 0x${byte.toString(16).padStart(2, "0")}`;
  const sentence = `eepromHex has ${found}, which is no identifier of an SFP, QSFP or CMIS module: check that the dump begins at byte 0.`;
  return { code: "eeprom/unknown-identifier", sentence };
}
