/** One record of a lot file: its cells by column, checked each by itself and then against the module's own EEPROM. */

import { parseSerial } from "../../domain/label/serial.ts";
import type { Finding } from "../../domain/optics/answer.ts";
import { factoryFields, factoryGate, parseEepromHex } from "../../domain/optics/eeprom-of-lot-file.ts";
import type { EepromPages } from "../../domain/optics/page.ts";
import type { Result } from "../../domain/result.ts";
import {
  checkContainer,
  checkDateCode,
  checkLanes,
  checkSerial,
  checkStation,
  checkTestedAt,
  checkWhole,
} from "./check-cells.ts";
import type { Column } from "./columns.ts";
import type { CellProblem, LotFileRow } from "./row.ts";

/** Characters of one row beside the EEPROM, and of the EEPROM (trust.md section 13). */
const ROW_LIMIT = 4 * 1024;
const EEPROM_LIMIT = 64 * 1024;

const LIMITS = {
  temperatureMilliCelsius: [-60_000, 150_000],
  supplyMicrovolt: [0, 16_000_000],
  biasMicroamp: [0, 1_000_000],
  txPowerNanowatt: [0, 1_000_000_000],
  rxPowerNanowatt: [0, 1_000_000_000],
} as const satisfies Partial<Record<Column, readonly [number, number]>>;

/** `gate`: what the module's own dump proves; no reason to refuse the row, but one to look before the lot is released. */
export type CheckedRow = {
  readonly row?: LotFileRow;
  readonly problems: readonly CellProblem[];
  readonly gate?: readonly Finding[];
};

export function checkRow(line: number, cells: ReadonlyMap<Column, string>): CheckedRow {
  const tooLong = checkLength(line, cells);
  if (tooLong) return { problems: [tooLong] };
  const problems: CellProblem[] = [];
  const take = <T>(column: Column, check: (text: string) => Result<T, CellProblem>): T | undefined => {
    const text = cells.get(column);
    if (text === undefined || (text.trim() === "" && column !== "serialNumber")) return undefined;
    const checked = check(text);
    if (checked.ok) return checked.value;
    problems.push(checked.error);
    return undefined;
  };
  const serialNumber = take("serialNumber", checkSerial) ?? "";
  if (!cells.has("serialNumber"))
    problems.push({ column: "serialNumber", code: "required", sentence: "serialNumber is missing." });
  const dateCode = take("dateCode", checkDateCode);
  const eeprom = take("eepromHex", checkEeprom);
  const factory = eeprom && factoryFields(eeprom);
  const container = take("container", checkContainer);
  const test = {
    ...given("at", take("testedAt", checkTestedAt)),
    ...given("station", take("testStation", checkStation)),
    ...given("temperatureMilliCelsius", take("temperatureMilliCelsius", whole("temperatureMilliCelsius"))),
    ...given("supplyMicrovolt", take("supplyMicrovolt", whole("supplyMicrovolt"))),
    ...given("biasMicroamp", take("biasMicroamp", lanes("biasMicroamp"))),
    ...given("txPowerNanowatt", take("txPowerNanowatt", lanes("txPowerNanowatt"))),
    ...given("rxPowerNanowatt", take("rxPowerNanowatt", lanes("rxPowerNanowatt"))),
  };
  const lost = factory?.serialNumber && serialNumber && lostZeros(serialNumber, factory.serialNumber);
  if (lost) problems.push(lost);
  if (problems.length > 0) return { problems };
  const row: LotFileRow = {
    line,
    serialNumber,
    ...given("dateCode", dateCode),
    ...given("factory", factory),
    ...(Object.keys(test).length > 0 && { test }),
    ...given("container", container),
  };
  const gate = eeprom ? factoryGate(eeprom, { serialNumber }) : [];
  return { row, problems, ...(gate.length > 0 && { gate }) };
}

function checkLength(line: number, cells: ReadonlyMap<Column, string>): CellProblem | undefined {
  let length = 0;
  for (const [column, text] of cells) if (column !== "eepromHex") length += text.length;
  if (length > ROW_LIMIT)
    return {
      column: "",
      code: "line_too_long",
      sentence: `Row ${line} has ${length} characters beside its EEPROM; 4096 are taken.`,
    };
  const eeprom = cells.get("eepromHex")?.length ?? 0;
  if (eeprom > EEPROM_LIMIT)
    return {
      column: "eepromHex",
      code: "line_too_long",
      sentence: `eepromHex has ${eeprom} characters; 65536 are taken.`,
    };
  return undefined;
}

function checkEeprom(text: string): Result<EepromPages, CellProblem> {
  const pages = parseEepromHex(text);
  if (pages.ok) return pages;
  return {
    ok: false,
    error: { column: "eepromHex", code: "format", sentence: pages.error.sentence, value: text.slice(0, 40) },
  };
}

/** The module itself says 00123, the spreadsheet 123. Every other difference is the release's business, not the import's. */
function lostZeros(written: string, read: string): CellProblem | undefined {
  const own = parseSerial(read);
  if (!own.ok || !/^\d+$/.test(written) || written === own.value || own.value.replace(/^0+/, "") !== written)
    return undefined;
  const sentence = `serialNumber ${written} has lost its zeros in front: the EEPROM of this module says ${own.value}. Format the column as text.`;
  return { column: "serialNumber", code: "leading_zero_lost", sentence, value: written };
}

const whole = (column: keyof typeof LIMITS) => (text: string) => checkWhole(column, text, LIMITS[column]);
const lanes = (column: keyof typeof LIMITS) => (text: string) => checkLanes(column, text, LIMITS[column]);

function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };
}
