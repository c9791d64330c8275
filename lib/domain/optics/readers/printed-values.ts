/** Values as commands print them, brought to one spelling: OUIs, dates, numbers, live values, ports. */
import type { Printed, TextDiagnostics, TextKeyName, TextModule } from "../answer.ts";

const MISSING = /^(?:n\/?a|none|not available|unspecified|-{1,2})$/i;

/** `447c7f`, `0x447c7f`, `00-02-c9`, `78.A7.14 (7907092)` → `78:a7:14`; undefined when it is none. */
export function ouiOf(text: string): string | undefined {
  const plain = text
    .trim()
    .replace(/\s{0,4}\(.{0,40}\)$/, "")
    .replace(/0x/gi, "");
  if (!/^[0-9a-f]{2}[-:. ]{0,2}[0-9a-f]{2}[-:. ]{0,2}[0-9a-f]{2}$/i.test(plain)) return undefined;
  const digits = plain.replace(/[-:. ]/g, "").toLowerCase();
  return `${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`;
}

/** `20/07/20`, `2016-8-16`, `2020-05-06 00` → `YYYY-MM-DD` with the lot kept; undefined for other spellings. */
export function dateOf(text: string): string | undefined {
  const parts = /^(\d{2}|\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\s{1,4}(\S{1,4}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, year = "", month = "", day = "", lot] = parts;
  const iso = `${year.length === 2 ? "20" : ""}${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return lot === undefined ? iso : `${iso} ${lot}`;
}

/** The first number of a printed value; null for `N/A`; undefined when nothing was printed. */
export function numberOf(text: string | undefined): number | null | undefined {
  const value = text?.trim() ?? "";
  if (value === "") return undefined;
  const found = /^[<>+]?\s?(-?\d{1,12}(?:\.\d{1,12})?)(?![\d.]*e)/i.exec(value);
  return found ? Number(found[1]) + 0 : null;
}

/** A port as printed; a bare number is a number. */
export function portOf(text: string): string | number {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

export function isMissing(text: string): boolean {
  return MISSING.test(text.trim());
}

/** Sets a text key unless it is already there; what is printed as missing or empty is left out. */
export function put(module: TextModule, key: TextKeyName, value: string): void {
  if (value.trim() !== "" && !isMissing(value)) module[key] ??= value.trim();
}

export type LiveKey = keyof TextDiagnostics;

/** Sets a live value; with a lane (from 0) it goes into the lane's place of a list. */
export function putLive(module: TextModule, key: LiveKey, value: number | null | undefined, lane?: number): void {
  if (value === undefined) return;
  module.ddm ??= {};
  const live = module.ddm;
  if (lane === undefined) {
    if (live[key] === undefined) live[key] = value;
    return;
  }
  if (lane < 0 || lane > 63) return;
  const before: Printed | undefined = live[key];
  const lanes: (number | null)[] = Array.isArray(before) ? [...before] : [];
  while (lanes.length < lane) lanes.push(null);
  lanes[lane] ??= value;
  live[key] = lanes;
}

/** `0.5846 mW / -2.33 dBm` and `0.58 mW (-2.36 dBm)`: both units of one power. */
export function putPower(module: TextModule, which: "tx" | "rx", text: string, lane?: number): void {
  const milliwatt = /(-?\d{1,9}(?:\.\d{1,9})?)\s{0,2}mW/i.exec(text)?.[1];
  const dbm = /(-?\d{1,9}(?:\.\d{1,9})?)\s{0,2}dBm/i.exec(text)?.[1];
  if (milliwatt !== undefined) putLive(module, `${which}_mw`, Number(milliwatt), lane);
  const isDark = dbm === undefined && /inf\s{0,2}dBm/i.test(text);
  if (dbm !== undefined || isDark) putLive(module, `${which}_dbm`, dbm === undefined ? null : Number(dbm), lane);
  if (milliwatt === undefined && dbm === undefined && !isDark) putLive(module, `${which}_dbm`, null, lane);
}
