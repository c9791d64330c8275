/** Text of one cell to a value, with the sentence that says what to do when it is none. */
import { parseSerial } from "../../domain/label/serial.ts";
import { parseSscc } from "../../domain/label/sscc.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import { parseTime } from "../../domain/time.ts";
import type { Column } from "./columns.ts";
import type { CellProblem, RowCode } from "./row.ts";

type Checked<T> = Result<T, CellProblem>;

const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+$/;
const WHOLE = /^-?(?:0|[1-9]\d{0,14})$/;
const DECIMAL = /^[+-]?\d*[.,]\d+$/;
const LANES = 16;

export function checkSerial(text: string): Checked<string> {
  if (text.trim() === "")
    return no("serialNumber", "required", "serialNumber is empty: every module needs its serial number.");
  const spoilt = spoiltText("serialNumber", text);
  if (spoilt) return refuse(spoilt);
  const serial = parseSerial(text);
  if (serial.ok) return ok(serial.value);
  return no(
    "serialNumber",
    "format",
    "A serial number has 1 to 16 letters, digits or signs of ASCII and no blank before it.",
    text,
  );
}

/** SFF-8472 table 8-5: year, month, day as two digits each, then up to two characters of the vendor's own. */
export function checkDateCode(text: string): Checked<string> {
  const spoilt = spoiltText("dateCode", text);
  if (spoilt) return refuse(spoilt);
  if (/^\d{5}$/.test(text))
    return no(
      "dateCode",
      "leading_zero_lost",
      `dateCode ${text} has lost a zero in front: format the column as text and write 0${text}.`,
      text,
    );
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)[\x21-\x7e]{0,2}$/.exec(text) ?? [];
  if (year && parseTime(`20${year}-${month}-${day}T00:00:00.000Z`).ok) return ok(text);
  return no(
    "dateCode",
    "format",
    "A date code is YYMMDD and up to two characters more, as in the EEPROM: 260704, or 260704A1.",
    text,
  );
}

export function checkContainer(text: string): Checked<string> {
  const spoilt = spoiltText("container", text);
  if (spoilt) return refuse(spoilt);
  const digits = text.replace(/\s/g, "");
  const sscc = parseSscc(digits);
  if (sscc.ok) return ok(sscc.value);
  if (/^\d{15,17}$/.test(digits) && parseSscc(digits.padStart(18, "0")).ok)
    return no(
      "container",
      "leading_zero_lost",
      `SSCC ${digits} has lost its zeros in front: format the column as text and write ${digits.padStart(18, "0")}.`,
      text,
    );
  if (/^\d{18}$/.test(digits))
    return no(
      "container",
      "check_digit",
      `The last digit of SSCC ${digits} does not agree with the others: read the carton's label again.`,
      text,
    );
  return no("container", "format", "A container is an SSCC of 18 digits.", text);
}

/** ISO 8601 with a zone; to UTC. */
export function checkTestedAt(text: string): Checked<string> {
  const form = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text.trim());
  if (!form)
    return no("testedAt", "format", "testedAt is a time as 2026-07-04T09:30:00Z or 2026-07-04T17:30:00+08:00.", text);
  const [, day, minutes, seconds = "00", fraction = "0", zone] = form;
  if (!zone)
    return no("testedAt", "format", `testedAt ${text} does not say its time zone: add Z, or +08:00 for China.`, text);
  const local = `${day}T${minutes}:${seconds}.${fraction.padEnd(3, "0")}Z`;
  if (!parseTime(local).ok) return no("testedAt", "format", `testedAt ${text} is no time of the calendar.`, text);
  const utc = Date.parse(local) - offsetMinutes(zone) * 60_000;
  return ok(new Date(utc).toISOString());
}

export function checkStation(text: string): Checked<string> {
  if (text.length <= 64 && !/[\p{Cc}\p{Surrogate}\ufffd]/u.test(text)) return ok(text);
  return no("testStation", "format", "testStation is one line of at most 64 characters.", text.slice(0, 80));
}

/** @param limits inclusive, in the unit of the column's name */
export function checkWhole(column: Column, text: string, limits: readonly [number, number]): Checked<number> {
  const given = text.trim();
  if (WHOLE.test(given) && given !== "-0") {
    const value = Number(given);
    if (value >= limits[0] && value <= limits[1]) return ok(value);
    return no(
      column,
      "out_of_limits",
      `${column} ${given} is outside ${limits[0]} to ${limits[1]}: check the unit.`,
      text,
    );
  }
  const spoilt = spoiltText(column, given);
  if (spoilt) return refuse(spoilt);
  if (DECIMAL.test(given))
    return no(
      column,
      "unit",
      `${column} ${given} has a fraction: write it in the unit of the name, without one (25.3 °C is 25300).`,
      text,
    );
  return no(column, "format", `${column} is a whole number, without unit or thousands mark.`, text.slice(0, 80));
}

/** One entry a lane, parted by `|`. */
export function checkLanes(column: Column, text: string, limits: readonly [number, number]): Checked<number[]> {
  const entries = text.split("|");
  if (entries.length > LANES)
    return no(
      column,
      "format",
      `${column} has ${entries.length} lanes; a module has at most ${LANES}.`,
      text.slice(0, 80),
    );
  const values: number[] = [];
  for (const entry of entries) {
    const value = checkWhole(column, entry, limits);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return ok(values);
}

/** What spreadsheets and input methods do to text, whatever the column. */
function spoiltText(column: Column, text: string): CellProblem | undefined {
  if (text.includes("\ufffd"))
    return problem(
      column,
      "encoding",
      `${column} holds bytes that are neither UTF-8 nor GB18030: save the file as "CSV UTF-8".`,
      text,
    );
  if (/[\uff01-\uff5e\u3000]/.test(text))
    return problem(column, "fullwidth", `${column} has full-width characters: write ${text.normalize("NFKC")}.`, text);
  if (SCIENTIFIC.test(text))
    return problem(
      column,
      "scientific_notation",
      `A spreadsheet has turned ${column} into ${text}: its digits are lost. Format the column as text and fill it in anew.`,
      text,
    );
  return undefined;
}

function offsetMinutes(zone: string): number {
  if (zone === "Z") return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) as unknown as [string, string, string, string];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function problem(column: string, code: RowCode, sentence: string, value?: string): CellProblem {
  return { column, code, sentence, ...(value !== undefined && { value: value.slice(0, 200) }) };
}

function no(column: string, code: RowCode, sentence: string, value?: string) {
  return refuse<CellProblem>(problem(column, code, sentence, value));
}
