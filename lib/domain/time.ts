/** Times and days as text that sorts by itself: 24 characters UTC, or 10 for a day (bytes.md section 0). */
import type { Day, Time } from "./event/event.ts";
import { ok, type Result, refuse } from "./result.ts";

export type TimeError = { readonly code: "malformed"; readonly detail: string };

const TIME = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const DAY = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** `YYYY-MM-DDTHH:mm:ss.sssZ`; no offsets, no leap second, no day that the calendar lacks. */
export function parseTime(text: string): Result<Time, TimeError> {
  const day = TIME.exec(text)?.[1];
  return day !== undefined && isDay(day) ? ok(text) : malformed(text, "YYYY-MM-DDTHH:mm:ss.sssZ");
}

/** `YYYY-MM-DD`, Gregorian. */
export function parseDay(text: string): Result<Day, TimeError> {
  return isDay(text) ? ok(text) : malformed(text, "YYYY-MM-DD");
}

function isDay(text: string): boolean {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  return year !== undefined && month !== undefined && day !== undefined && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function malformed(given: string, form: string) {
  return refuse<TimeError>({ code: "malformed", detail: `${given.slice(0, 40)} is not ${form}` });
}
