/** Cisco's serial scheme LLLYYWWSSSS: three letters of the site, year − 1996, ISO week, four characters. A hint, not a rule of any standard. */
import type { SerialWeek } from "./answer.ts";
import { isoWeek, mondayOf } from "./calendar.ts";
import { rounded } from "./rounding.ts";

const CISCO_SERIAL = /^[A-Z]{3}(\d\d)(\d\d)[0-9A-Z]{4}(?:-[AB])?$/;

export function isCiscoName(vendorName: string): boolean {
  return vendorName.startsWith("CISCO");
}

/** Whether a serial number has the form of the scheme, be its week a real one or not. */
export function isCiscoSerial(serial: string): boolean {
  return CISCO_SERIAL.test(serial);
}

/** Year, week and Monday (day number) of such a serial; undefined when it is none. */
export function ciscoWeekOf(serial: string): { iso: [number, number]; monday: number } | undefined {
  const parts = CISCO_SERIAL.exec(serial);
  if (!parts) return undefined;
  const year = 1996 + Number(parts[1]);
  const week = Number(parts[2]);
  if (week < 1 || week > 53) return undefined;
  const monday = mondayOf(year, week);
  return { iso: isoWeek(monday), monday };
}

/** Weeks from the Monday of the serial's week to the day of the date code, one decimal. */
export function serialWeekOf(vendorName: string, serial: string, dateDay: number): SerialWeek | undefined {
  const week = isCiscoName(vendorName) ? ciscoWeekOf(serial) : undefined;
  return (
    week && {
      scheme: "Cisco LLLYYWWSSSS, year=1996+YY",
      iso: week.iso,
      weeks_between_serial_monday_and_date_code: rounded((dateDay - week.monday) / 7, 1) ?? 0,
    }
  );
}
