/** Days, ISO 8601 weeks and Cisco's serial weeks, by arithmetic on the proleptic Gregorian calendar. */

/** Days since 1970-01-01. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const nextMonth = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  return day <= nextMonth - dayNumber(year, month, 1);
}

/** The Monday of an ISO week, as a day number. */
export function mondayOf(year: number, week: number): number {
  const fourth = dayNumber(year, 1, 4);
  return fourth - weekday(fourth) + (week - 1) * 7;
}

/** ISO 8601 year and week of a day number. */
export function isoWeek(day: number): [number, number] {
  const thursday = day - weekday(day) + 3;
  let year = 1970 + Math.floor(thursday / 365.2425);
  if (thursday < dayNumber(year, 1, 1)) year--;
  else if (thursday >= dayNumber(year + 1, 1, 1)) year++;
  return [year, Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1];
}

/** Monday 0 … Sunday 6; 1970-01-01 was a Thursday. */
function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
