/** NDJSON as records: one object a line, the same names as the columns of a CSV file. */
import { type Column, columnOf } from "./columns.ts";

export type JsonRecord = {
  readonly line: number;
  readonly text: string;
  readonly cells: ReadonlyMap<Column, string>;
  readonly unknown: readonly string[];
  readonly fault?: {
    readonly code: "format" | "cut" | "line_too_long" | "column_repeated";
    readonly sentence: string;
    readonly column?: string;
  };
};

const LONGEST_LINE = 72 * 1024;

/** Yields in pieces. A line that never ends ends the reading, with `line_too_long` as its last record. */
export async function* ndjsonRecords(pieces: AsyncIterable<string>): AsyncGenerator<readonly JsonRecord[]> {
  let held = "";
  let line = 1;
  for await (const piece of pieces) {
    const lines = (held + piece).split("\n");
    held = lines.pop() ?? "";
    yield lines.map((text) => recordOf(text, line++, true)).filter((record) => record !== undefined);
    if (held.length <= LONGEST_LINE) continue;
    yield [tooLong(line)];
    return;
  }
  const last = recordOf(held, line, false);
  if (last) yield [last];
}

function recordOf(text: string, line: number, ended: boolean): JsonRecord | undefined {
  if (text.trim() === "") return undefined;
  if (text.length > LONGEST_LINE) return tooLong(line);
  const value = parsed(text);
  if (value === undefined && !ended)
    return faulty(line, text, {
      code: "cut",
      sentence: `The file ends in the middle of line ${line}: send it again, whole.`,
    });
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return faulty(line, text, {
      code: "format",
      sentence: `Line ${line} is not a JSON object: write one object a line.`,
    });
  return objectOf(value as Record<string, unknown>, line, text);
}

function objectOf(value: Record<string, unknown>, line: number, text: string): JsonRecord {
  const cells = new Map<Column, string>();
  const unknown: string[] = [];
  for (const [name, given] of Object.entries(value)) {
    const column = columnOf(name);
    if (!column) {
      if (!name.startsWith("_")) unknown.push(name);
      continue;
    }
    if (cells.has(column))
      return faulty(line, text, {
        code: "column_repeated",
        column,
        sentence: `Line ${line} gives ${column} twice: keep one.`,
      });
    const cell = cellOf(given, column);
    if (cell === undefined) {
      const sentence = `${column} in line ${line} is not text${column === "serialNumber" || column === "container" ? " (a number loses its leading zeros)" : ", a whole number or a list of whole numbers"}.`;
      return faulty(line, text, { code: "format", column, sentence });
    }
    cells.set(column, cell);
  }
  return { line, text, cells, unknown };
}

/** Numbers keep their value only as numbers of something; a serial number is a text. */
function cellOf(given: unknown, column: Column): string | undefined {
  if (given === null) return "";
  if (typeof given === "string") return given;
  if (column === "serialNumber" || column === "container" || column === "dateCode" || column === "eepromHex")
    return undefined;
  if (typeof given === "number") return String(given);
  if (Array.isArray(given) && given.every((entry) => typeof entry === "number")) return given.join("|");
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faulty(line: number, text: string, fault: NonNullable<JsonRecord["fault"]>): JsonRecord {
  return { line, text, cells: new Map(), unknown: [], fault };
}

function tooLong(line: number): JsonRecord {
  return faulty(line, "", { code: "line_too_long", sentence: `Line ${line} is longer than 4 KB beside its EEPROM.` });
}
