/** Huawei VRP `display interface transceiver verbose` and H3C Comware `display transceiver interface|manuinfo|diagnosis`. */
import type { InputFormat, TextModule } from "../answer.ts";
import { INDENTED_ROW } from "./further-rows.ts";
import { as, date, entryOf, type KeyedFormat, keyedModules, type LaneState, nanometres, yes } from "./keyed-text.ts";
import { type LiveKey, numberOf, putLive } from "./printed-values.ts";
import type { TextReader } from "./reading.ts";

const TITLE = /^\s*(?:Port\s)?(\S{1,60}) transceiver (?:current alarm |diagnostic |manufacture )?information\s{0,4}:/i;
const VRP = /^\s*(?:(?:Common|Manufacture|Diagnostic|Alarm) information\s*:|.*\(Lane\d)/i;
const LIVE_KEYS: Readonly<Record<string, LiveKey>> = {
  temperature: "temp_c",
  voltage: "vcc_v",
  biascurrent: "bias_ma",
  currentbiascurrent: "bias_ma",
  currentrxpower: "rx_dbm",
  currenttxpower: "tx_dbm",
  rxpower: "rx_dbm",
  txpower: "tx_dbm",
};
const LANE_VALUES = /^([^(]{1,200}?)\s{0,20}\(Lane(\d{1,2})(?:\|Lane\d{1,2}){0,7}\)/i;

/** One capture joins the blocks of one port only; other ports' serial numbers stay with their ports. */
export const readComwareVrp: TextReader = (lines, asked) => {
  if (!asked && !lines.some(({ text }) => TITLE.test(text))) return undefined;
  const format =
    asked ?? (lines.some(({ text }) => VRP.test(text)) ? "huawei-vrp-display-interface-transceiver" : "h3c-comware");
  const modules = keyedModules(lines, tableOf(format));
  return modules.length > 0 ? { format, modules } : undefined;
};

const KEYS: KeyedFormat["keys"] = {
  transceivertype: as("type"),
  connectortype: as("connector"),
  wavelength: nanometres,
  transferdistance: as("reach"),
  digitaldiagnosticmonitoring: yes("ddm_supported"),
  vendorname: as("vendor_name"),
  vendorpartnumber: as("vendor_pn"),
  partnumber: as("vendor_pn"),
  serialnumber: as("vendor_sn"),
  manuserialnumber: as("manu_sn"),
  manufacturingdate: date,
  orderingname: as("ordering_name"),
};

/** A fresh table for each capture: its line reader remembers where in a block it stands. */
function tableOf(format: InputFormat): KeyedFormat {
  let listing: "alarms" | "live-table" | "other" = "other";
  let columns: LiveKey[] = [];
  let pending: LiveKey | undefined;
  const line = (module: TextModule, text: string, state: LaneState): boolean => {
    const heading = text.trim();
    if (TITLE.test(text)) {
      listing = /alarm/i.test(text) ? "alarms" : "other";
      columns = [];
      pending = undefined;
      state.lane = undefined;
      return true;
    }
    if (/^Alarm information\s{0,4}:/i.test(heading)) listing = "alarms";
    else if (/^(?:Current diagnostic parameters)\s{0,4}:/i.test(heading)) listing = "live-table";
    else if (/information\s{0,4}:$|thresholds?\s{0,4}:$|^-{5,}/i.test(heading)) listing = "other";
    else if (listing === "alarms") return addAlarm(module, heading);
    else if (listing === "live-table") columns = readLiveTable(module, heading, columns);
    else {
      const colon = text.indexOf(":");
      const key = colon < 0 ? undefined : entryOf(LIVE_KEYS, text.slice(0, colon));
      if (key) pending = key;
      else if (colon >= 0) pending = undefined;
      // A second pair of lanes stands on the next line, without a key.
      if (pending) return addLanes(module, pending, (colon < 0 ? text : text.slice(colon + 1)).trim());
      return false;
    }
    return true;
  };
  return { format, start: TITLE, joinsByPort: true, separator: /:/, keys: KEYS, line, further: INDENTED_ROW };
}

function addAlarm(module: TextModule, text: string): boolean {
  if (text === "" || text === "-" || /^none\.?$/i.test(text)) return true;
  if (/^[^:]{1,60}\s:/.test(text)) return false;
  module.alarms ??= [];
  if (module.alarms.length < 64) module.alarms.push(text);
  return true;
}

/** `7.55|7.53 (Lane0|Lane1)`, a single `2.84 (lane0)`, or a value without lanes. */
function addLanes(module: TextModule, key: LiveKey, text: string): boolean {
  const lanes = LANE_VALUES.exec(text);
  if (!lanes) {
    if (text !== "-") putLive(module, key, numberOf(text));
    return true;
  }
  lanes[1]!.split("|").forEach((value, at) => {
    putLive(module, key, numberOf(value), Number(lanes[2]) + at);
  });
  return true;
}

/** A row of column names, then rows of values; a column `Channel` counts lanes. Returns the columns now in force. */
function readLiveTable(module: TextModule, text: string, columns: LiveKey[]): LiveKey[] {
  const named = [...text.matchAll(/temp|voltage|bias|rx\s?power|tx\s?power/gi)].map((name) => columnOf(name[0]));
  if (named.length > 0) return named;
  const values = text.split(/\s{1,40}/).slice(0, 12);
  if (columns.length === 0 || !/^-?\d|^N\/A|^-$/i.test(values[0] ?? "")) return columns;
  const isByLane = values.length === columns.length + 1;
  const lane = isByLane ? Number(values.shift()) - 1 : undefined;
  columns.forEach((key, at) => {
    putLive(module, key, numberOf(values[at]), lane);
  });
  return columns;
}

function columnOf(name: string): LiveKey {
  const plain = name.toLowerCase().replace(/\s/g, "");
  if (plain === "temp") return "temp_c";
  if (plain === "voltage") return "vcc_v";
  if (plain === "bias") return "bias_ma";
  return plain === "rxpower" ? "rx_dbm" : "tx_dbm";
}
