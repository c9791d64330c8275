/** Cisco IOS XR `show controllers optics`: vendor details after `Transceiver Vendor Details`, live values before them. */
import type { TextModule } from "../answer.ts";
import { as, date, type KeyedFormat, keyedModules, live, nanometres, oui, printed } from "./keyed-text.ts";
import { numberOf, portOf, putLive } from "./printed-values.ts";
import type { TextReader } from "./reading.ts";

const SIGN = /^\s*Transceiver Vendor Details\b/i;
const LANE_ROW =
  /^\s*(\d{1,2})\s{1,20}(-?\d{1,6}\.\d{1,6}|N\/A)(?:\s?(?:mA|%))?\s{1,20}(-?\d{1,6}\.\d{1,6}|N\/A)(?:\s?dBm)?\s{1,20}(-?\d{1,6}\.\d{1,6}|N\/A)(?:\s?dBm)?/;
/** Rows of the threshold table have no sign between name and values. */
const FURTHER = /^\s{1,60}([A-Za-z][^:=]{0,60}?)(?:\s{0,40}[:=]|\s{2,40}(?=-?\d))\s{0,40}(.{0,400})$/;
const HEADING =
  /^\s{1,60}(?:Optics Status|THRESHOLD VALUES|Transceiver Vendor Details|Parameter\s{1,40}High Alarm\b.*|Lane\s{1,20}Laser Bias\b.*)$/i;
const PORT = /\bshow controllers? optics\s{1,4}(\d\S*)/i;

const FORMAT: KeyedFormat = {
  format: "cisco-xr-show-controllers-optics",
  start: /^\s*Controller State\s{0,8}:()/i,
  separator: /[:=]/,
  line: laneRow,
  further: FURTHER,
  heading: HEADING,
  keys: {
    formfactor: as("form_factor"),
    opticstype: as("type"),
    name: printed("vendor_name"),
    ouinumber: oui,
    partnumber: as("vendor_pn"),
    revnumber: as("vendor_rev"),
    serialnumber: printed("vendor_sn"),
    pid: as("pid"),
    vid: as("vid"),
    cleicode: as("clei"),
    firmwareversion: as("firmware"),
    fiberconnectortype: as("connector"),
    datecode: date,
    wavelength: nanometres,
    temperature: live("temp_c"),
    voltage: live("vcc_v"),
    laserbiascurrent: (module, value) => {
      // Coherent optics print a percentage here, which is no current.
      if (/mA/.test(value) || /^N\/A/.test(value)) putLive(module, "bias_ma", numberOf(value));
    },
    actualtxpower: live("tx_dbm"),
    txpower: live("tx_dbm"),
    rxpower: live("rx_dbm"),
  },
};

/** Lanes are numbered from 0; a percentage of bias is not a current. */
function laneRow(module: TextModule, text: string): boolean {
  const row = LANE_ROW.exec(text);
  if (!row) return false;
  const lane = Number(row[1]);
  if (!/\d\s?%/.test(text)) putLive(module, "bias_ma", numberOf(row[2]), lane);
  putLive(module, "tx_dbm", numberOf(row[3]), lane);
  putLive(module, "rx_dbm", numberOf(row[4]), lane);
  return true;
}

export const readXrOptics: TextReader = (lines, asked) => {
  if (!asked && !lines.some(({ text }) => SIGN.test(text))) return undefined;
  const ports = lines.flatMap((line) => {
    const port = PORT.exec(line.text)?.[1];
    if (port === undefined) return [];
    line.isRead = true;
    return [port];
  });
  const blocks = keyedModules(lines, FORMAT).map((module, at) => {
    const port = ports[at];
    return port === undefined ? module : { port: portOf(port), ...module };
  });
  // A port without a module prints live values and no details.
  const modules = blocks.filter(
    (module) => module.vendor_name ?? module.vendor_sn ?? module.vendor_pn ?? module.form_factor,
  );
  return modules.length > 0 ? { format: FORMAT.format, modules } : undefined;
};
