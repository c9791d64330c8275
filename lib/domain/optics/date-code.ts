/** Date codes of modules: YYMMDD and two lot characters (SFF-8472 A0h 84–91, SFF-8636 00h 212–219, CMIS 00h 182–189). */
import type { DateCode } from "./answer.ts";
import { dayNumber, isCalendarDate, isoWeek } from "./calendar.ts";
import { latin1 } from "./page.ts";

/** Reads 8 bytes; any bytes give an answer. Years are 20YY. */
export function dateCodeOf(bytes: readonly number[]): DateCode {
  const raw = latin1(bytes);
  const date = parseYymmdd(raw.slice(0, 6));
  if (!date) {
    const guess = guessOf(raw);
    return { raw, valid_yymmdd: false, ...(guess && { guess }) };
  }
  const lot = raw.slice(6).replace(/[\s\0]/g, "");
  return { raw, valid_yymmdd: true, iso: date.iso, lot, iso_week: isoWeek(date.day) };
}

/** A calendar date from six digits, or undefined. `day` counts from 1970-01-01. */
export function parseYymmdd(text: string): { iso: string; day: number } | undefined {
  if (!/^\d{6}$/.test(text)) return undefined;
  return dateOf(2000 + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6)));
}

/** Day number of `YYYY-MM-DD` at the start of a text. */
export function dayOfIso(iso: string | undefined): number | undefined {
  const parts = iso?.match(/^(\d{4})-(\d\d)-(\d\d)/);
  return parts ? dateOf(Number(parts[1]), Number(parts[2]), Number(parts[3]))?.day : undefined;
}

/** Some makers write YYYYMMDD over the lot; said as a guess, never as the date. */
function guessOf(raw: string): string | undefined {
  if (!/^20\d{6}$/.test(raw)) return undefined;
  return dateOf(Number(raw.slice(0, 4)), Number(raw.slice(4, 6)), Number(raw.slice(6, 8)))?.iso;
}

function dateOf(year: number, month: number, day: number): { iso: string; day: number } | undefined {
  if (!isCalendarDate(year, month, day)) return undefined;
  const two = (n: number) => String(n).padStart(2, "0");
  return { iso: `${year}-${two(month)}-${two(day)}`, day: dayNumber(year, month, day) };
}
