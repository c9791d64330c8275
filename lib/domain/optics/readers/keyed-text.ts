/** Text in which each line says `key : value`: one engine for the commands that print it. */
import type { InputFormat, TextKeyName, TextModule } from "../answer.ts";
import type { Line } from "./captured-lines.ts";
import { putFurther, standsApart } from "./further-rows.ts";
import { dateOf, type LiveKey, numberOf, ouiOf, portOf, put, putLive, putPower } from "./printed-values.ts";

export type PutValue = (module: TextModule, value: string, state: LaneState) => void;
/** `lane` counts from 0 and is set by headings such as `Lane 0`; `name` is that of the further row directly above. */
export type LaneState = { lane: number | undefined; name?: string | undefined };
/** Keys are lower-case letters and digits only, without what stands in brackets. */
export type KeyTable = Readonly<Record<string, PutValue>>;

export type KeyedFormat = {
  readonly format: InputFormat;
  /** A line that begins a module; its first group is the port. */
  readonly start: RegExp;
  /** Blocks of one port that further lines with this port add to. */
  readonly joinsByPort?: boolean;
  /** One character. */
  readonly separator: RegExp;
  readonly keys: KeyTable;
  readonly lane?: RegExp;
  /** Lines that are no `key : value`, seen before the table. */
  readonly line?: (module: TextModule, text: string, state: LaneState) => boolean;
  /** Rows of the command's own that no key carries: name and value, or a heading where no value is printed. */
  readonly further?: RegExp;
  /** Lines of the command's own that say nothing of a module. */
  readonly heading?: RegExp;
};

/** The modules of a capture; those of which nothing was said are left out. */
export function keyedModules(lines: readonly Line[], format: KeyedFormat): TextModule[] {
  const modules: TextModule[] = [];
  const byPort = new Map<string | number | undefined, TextModule>();
  const known = new Map<string, PutValue | undefined>();
  const putterOf = (printed: string) => {
    if (!known.has(printed)) known.set(printed, entryOf(format.keys, printed));
    return known.get(printed);
  };
  let current: TextModule | undefined;
  let state: LaneState = { lane: undefined };
  let isOwn = false;
  for (const line of lines) {
    const { text } = line;
    const start = format.start.exec(text);
    if (start) {
      line.isRead = true;
      isOwn = true;
      const port = start[1] ? portOf(start[1]) : undefined;
      state = { lane: undefined };
      current = format.joinsByPort ? byPort.get(port) : undefined;
      if (!current) {
        current = port === undefined ? {} : { port };
        modules.push(current);
        byPort.set(port, current);
      }
    }
    if (!current) continue;
    const lane = format.lane?.exec(text)?.[1];
    if (lane !== undefined) {
      line.isRead = true;
      state.lane = Number(lane);
    }
    if (format.line?.(current, text, state)) {
      line.isRead = true;
      continue;
    }
    const at = text.search(format.separator);
    const putValue = at < 0 ? undefined : putterOf(text.slice(0, at));
    if (putValue) {
      line.isRead = true;
      state.name = undefined;
      putValue(current, text.slice(at + 1).trim(), state);
    } else if (isOwn && !line.isRead) {
      line.isRead = readFurther(current, text, format, state);
      isOwn = line.isRead || !standsApart(text);
    }
  }
  return modules.filter((module) => Object.keys(module).some((key) => key !== "port" && key !== "further"));
}

function readFurther(module: TextModule, text: string, { further, heading }: KeyedFormat, state: LaneState): boolean {
  if (heading?.test(text)) return true;
  const row = further?.exec(text);
  if (!row) return false;
  const [, name = "", value = ""] = row;
  state.name = name;
  if (value !== "") putFurther(module, name, value);
  return true;
}

/** The entry of a printed name, if it is one of the table's own: the name comes from the capture, and may be `constructor`. */
export function entryOf<T>(table: Readonly<Record<string, T>>, printed: string): T | undefined {
  const key = keyOf(printed);
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export function keyOf(text: string): string {
  return text
    .slice(0, 80)
    .replace(/\(.*/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

export const as =
  (key: TextKeyName): PutValue =>
  (module, value) =>
    put(module, key, value);

/** A name or serial number that is printed and empty is a statement: nobody answers for the module. */
export const printed =
  (key: "vendor_name" | "vendor_sn"): PutValue =>
  (module, value) => {
    if (value === "") module[key] ??= "";
    else put(module, key, value);
  };

export const oui: PutValue = (module, value) => {
  const found = ouiOf(value);
  if (found) module.vendor_oui ??= found;
};

/** A printed date, or the raw characters of a date code. */
export const date: PutValue = (module, value) => {
  const printed = dateOf(value);
  if (printed) module.date ??= printed;
  else put(module, "date_code", value);
};

export const nanometres: PutValue = (module, value) => {
  const found = numberOf(value);
  if (typeof found === "number") module.wavelength_nm ??= found;
};

export const metres: PutValue = (module, value) => {
  const found = numberOf(value);
  if (typeof found === "number") module.cable_length_m ??= found;
};

export const live =
  (key: LiveKey): PutValue =>
  (module, value, { lane }) =>
    putLive(module, key, numberOf(value), key === "temp_c" || key === "vcc_v" ? undefined : lane);

export const power =
  (which: "tx" | "rx"): PutValue =>
  (module, value, { lane }) =>
    putPower(module, which, value, lane);

export const yes =
  (key: "ddm_supported"): PutValue =>
  (module, value) => {
    if (/^(?:yes|no)\b/i.test(value)) module[key] ??= /^yes\b/i.test(value);
  };
