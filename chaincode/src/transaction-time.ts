/** The transaction's own time as the rule book writes times. By arithmetic: a contract has no clock and no calendar of its host. */
import type { Time } from "../../lib/domain/event/event.ts";

/** What Fabric's transaction time stamp holds; `seconds` since 1970, `nanos` within the second. */
export type Timestamp = { readonly seconds: number; readonly nanos: number };

/** `YYYY-MM-DDTHH:mm:ss.sssZ`. Civil date from day number after H. Hinnant, "chrono-compatible low-level date algorithms". */
export function toTime({ seconds, nanos }: Timestamp): Time {
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60]
    .map((part) => digits(part, 2))
    .join(":");
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}T${clock}.${digits(Math.floor(nanos / 1e6), 3)}Z`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
