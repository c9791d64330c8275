/** Captures in tables: Arista `show inventory`, IOS `show interfaces transceiver`, Cisco `show inventory`, FreeBSD `ifconfig -v`. */
import type { TextModule } from "../answer.ts";
import type { Line } from "./captured-lines.ts";
import { type LiveKey, numberOf, portOf, put, putLive, putPower } from "./printed-values.ts";
import type { TextReader } from "./reading.ts";

const ARISTA = /System has \d{1,4} transceiver slots/i;

/** One table a switch. */
export const readAristaInventory: TextReader = (lines, asked) => {
  const starts = lines.flatMap(({ text }, at) => (ARISTA.test(text) ? [at] : []));
  const modules = starts.flatMap((start) => aristaTable(lines, start));
  return modules.length > 0 ? { format: asked ?? "arista-show-inventory", modules } : undefined;
};

/** Columns stand under dashes; where blanks were joined, the last three words are model, serial and revision. */
function aristaTable(lines: readonly Line[], start: number): TextModule[] {
  const head = lines[start + 1]?.text ?? "";
  const dashes = lines[start + 2]?.text ?? "";
  const spans = [...dashes.matchAll(/-{2,}/g)].map(({ index, 0: run }) => [index, index + run.length] as const);
  const isAligned =
    spans.length === 5 && head.startsWith("Manufacturer", spans[1]![0]) && head.startsWith("Rev", spans[4]![0]);
  const modules: TextModule[] = [];
  lines[start]!.isRead = true;
  if (/^\s*Port\s{1,8}Manufacturer\b/.test(head)) lines[start + 1]!.isRead = true;
  for (let at = start + 3; at < lines.length; at++) {
    const line = lines[at]!;
    const { text } = line;
    if (/^\S/.test(text) && !/^\d/.test(text)) break;
    const cells = isAligned ? spans.map(([from], at) => text.slice(from, spans[at + 1]?.[0]).trim()) : looseCells(text);
    const [port, manufacturer, model, serial, revision] = cells;
    const isEmpty = /^\s*\d{1,4}\s{1,8}Not Present\b/i.test(text);
    if (isEmpty) line.isRead = true;
    if (isEmpty || !port || !serial) continue;
    line.isRead = true;
    const module: TextModule = { port: portOf(port) };
    put(module, "vendor_name", manufacturer ?? "");
    put(module, "vendor_pn", model ?? "");
    put(module, "vendor_sn", serial);
    if (revision) put(module, "vendor_rev", revision);
    modules.push(module);
  }
  return modules;
}

function looseCells(text: string): string[] {
  const words = text.trim().split(/\s{1,80}/);
  if (words.length < 5) return [];
  return [words[0]!, words.slice(1, -3).join(" "), ...words.slice(-3)];
}

const IOS_HEAD = /^\s*Port\b.*\((?:Celsius|Volts|mA|milliamperes|dBm)\)/i;
const IOS_PORT = /^\s{0,8}([A-Z][A-Za-z-]{1,24}\d\S{0,20})\s{1,40}(\S.*)$/;

/** No identity here; marks such as `++` or `--` after a value are alarms, not values. */
export const readIosTable: TextReader = (lines, asked) => {
  const modules = new Map<string, TextModule>();
  let columns: LiveKey[] = [];
  let above = "";
  let isDetailed = false;
  let hasLane = false;
  for (const line of lines) {
    const { text } = line;
    if (IOS_HEAD.test(text)) {
      isDetailed = /\bThreshold\b|High Alarm\s+High Warn/i.test(above);
      hasLane = /\bLane\b/.test(text);
      columns = columnsOf(text, above);
      if (isDetailed) columns = columns.slice(0, 1);
      above = "";
      continue;
    }
    above = /^[\s-]*$/.test(text) ? above : `${above.slice(-400)} ${text}`;
    const row = IOS_PORT.exec(text);
    const [port, rest] = [row?.[1], row?.[2]];
    if (!port || !rest || columns.length === 0) continue;
    const values = rest.split(/\s{1,40}/).filter((word) => !/^[+-]{1,2}$/.test(word));
    const lane = hasLane ? values.shift() : undefined;
    if (!/^-?\d|^n\/?a$/i.test(values[0] ?? "")) continue;
    line.isRead = true;
    const module: TextModule = modules.get(port) ?? { port };
    modules.set(port, module);
    const at = lane !== undefined && /^\d{1,2}$/.test(lane) ? Number(lane) - 1 : undefined;
    columns.forEach((key, i) => {
      putLive(module, key, numberOf(values[i]), at);
    });
  }
  if (modules.size === 0) return undefined;
  return {
    format: asked ?? "cisco-ios-show-interfaces-transceiver",
    modules: [...modules.values()],
    no_identity_in_format: true,
  };
};

/** Units name the columns; of two columns in dBm the first is Tx unless the heading speaks of receive power. */
function columnsOf(units: string, above: string): LiveKey[] {
  let seenPower = /Receive\s+Power/i.test(above) && !/Transmit\s+Power|Tx\s+Power/i.test(above.slice(-120));
  return [...units.matchAll(/\((Celsius|Volts|mA|milliamperes|dBm)\)/gi)].map(([, unit = ""]): LiveKey => {
    if (/^c/i.test(unit)) return "temp_c";
    if (/^v/i.test(unit)) return "vcc_v";
    if (/^m/i.test(unit)) return "bias_ma";
    const key = seenPower ? "rx_dbm" : "tx_dbm";
    seenPower = true;
    return key;
  });
}

const NAMED = /NAME:\s{0,4}"?([^",]{0,80})"?\s{0,4},\s{1,8}DESCR:\s{0,4}"?([^"]{0,160})"?/i;
const IDENTIFIED =
  /PID:\s{0,4}([^,]{0,60}?)\s{0,40},\s{0,8}VID:\s{0,4}([^,]{0,40}?)\s{0,40},\s{0,8}SN:\s{0,4}(\S{0,40})/i;
const INTERFACE =
  /^(?:[A-Z][A-Za-z]{0,24}(?:Ethernet|GigE)|Ethernet|Te|Gi|Fo|Hu|Twe|Eth|fc)\d{1,4}(?:\/\d{1,4}){1,4}$/i;
const TRANSCEIVER =
  /transceiver|pluggable optic|optics module|\b(?:Q?SFP|XFP|CFP|OSFP|CPAK|GBIC|XENPAK)\b|\bX2[ -]|BASE-?(?:[SLEZ][RXH]|T\b|CU|BX|CX)/i;
const BOARD =
  /chassis|supervisor|line ?card|\bfan\b|power|\bports?\b|ethernet module|adapter|controller|processor|router|switch|\d+x\d+/i;

/** Boards stand in the inventory too: only what speaks of a transceiver, or sits in an interface, is kept. */
export const readCiscoInventory: TextReader = (lines, asked) => {
  const modules: TextModule[] = [];
  let named: { name: string; description: string } | undefined;
  let nameLine: Line | undefined;
  for (const line of lines) {
    const { text } = line;
    const name = NAMED.exec(text);
    if (name) nameLine = line;
    if (name) named = { name: name[1]!.trim(), description: name[2]!.trim() };
    const identified = IDENTIFIED.exec(text);
    if (!identified || !named) continue;
    const { name: port, description } = named;
    named = undefined;
    const isInPort = INTERFACE.test(port);
    const speaks = /transceiver/i.test(port) || TRANSCEIVER.test(description);
    if (!isInPort && (!speaks || BOARD.test(description))) continue;
    line.isRead = true;
    if (nameLine) nameLine.isRead = true;
    const module: TextModule = { port, description };
    for (const [key, value] of [
      ["pid", identified[1]],
      ["vid", identified[2]],
      ["vendor_sn", identified[3]],
    ] as const) {
      if (value) put(module, key, value);
    }
    modules.push(module);
  }
  return modules.length > 0 ? { format: asked ?? "cisco-show-inventory", modules } : undefined;
};

const FREEBSD_VENDOR = /^\s*vendor: (.{0,60}?)\s{0,20} PN: (.{0,40}?)\s{0,20} SN: (.{0,40}?)\s{0,20} DATE: ?(\S{0,16})/;

export const readFreebsd: TextReader = (lines, asked) => {
  const modules: TextModule[] = [];
  let port: string | undefined;
  let current: TextModule | undefined;
  for (const line of lines) {
    const { text } = line;
    port = /^([a-z]{1,12}\d{1,4}): flags=/.exec(text)?.[1] ?? port;
    const plugged = /^\s*plugged: (.{1,120})$/.exec(text)?.[1];
    if (plugged) {
      line.isRead = true;
      current = { ...(port !== undefined && { port }), ...pluggedWords(plugged) };
      modules.push(current);
    } else if (current && readFreebsdLine(current, text)) line.isRead = true;
  }
  return modules.length > 0 ? { format: asked ?? "freebsd-ifconfig-v", modules } : undefined;
};

/** `SFP/SFP+/SFP28 10G Base-SR (LC)` */
function pluggedWords(text: string): TextModule {
  const parts = /^(\S{1,40})\s?(.{0,80}?)\s{0,4}(?:\(([^()]{1,40})\))?$/.exec(text.trim());
  if (!parts) return {};
  const [, identifier, type, connector] = parts;
  return { identifier_text: identifier!, ...(type && { type }), ...(connector && { connector }) };
}

function readFreebsdLine(module: TextModule, text: string): boolean {
  const vendor = FREEBSD_VENDOR.exec(text);
  if (vendor) {
    [module.vendor_name, module.vendor_pn, module.vendor_sn, module.date] = vendor.slice(1) as [
      string,
      string,
      string,
      string,
    ];
    return true;
  }
  const state = /module temperature: (\S{1,12}) C,? voltage: (\S{1,12}) Volts/i.exec(text);
  if (state) {
    putLive(module, "temp_c", numberOf(state[1]));
    putLive(module, "vcc_v", numberOf(state[2]));
    return true;
  }
  const light = /^\s*(?:lane (\d{1,2}): )?RX(?: power)?: (.{1,40}?)\s{1,4}TX(?: (bias))?: (.{1,40})$/i.exec(text);
  if (!light) return false;
  const lane = light[1] === undefined ? undefined : Number(light[1]) - 1;
  putPower(module, "rx", light[2]!, lane);
  if (light[3]) putLive(module, "bias_ma", numberOf(light[4]), lane);
  else putPower(module, "tx", light[4]!, lane);
  return true;
}
