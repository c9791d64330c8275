/** Cisco NX-OS `show interface transceiver [details]`: sentences `serial number is …`, one table of live values per lane. */
import type { TextModule } from "../answer.ts";
import type { Line } from "./captured-lines.ts";
import { putFurther, standsApart } from "./further-rows.ts";
import { as, date, entryOf, type KeyTable, keyOf, metres, nanometres, oui, printed } from "./keyed-text.ts";
import { type LiveKey, numberOf, portOf, putLive } from "./printed-values.ts";
import type { TextReader } from "./reading.ts";

const PRESENT = /^\s*(?:transceiver is present|sfp is present)/i;
const ABSENT = /\b(?:transceiver|sfp) is not\b/i;
const FIBRE_CHANNEL = /^\s*(\S{1,40})\s{1,4}sfp is present/i;
const LANE = /^\s*Lane Number\s{0,4}:\s{0,4}(\d{1,2})/i;
const DETAILS = /Detail Diagnostics|Lane Number|DOM is not supported|Measurement\s+High/i;
const IS = /\sis(?:\s|$)/i;
const LONGEST_KEY = 80;
/** Nothing else speaks of a port and its module. */
const SPEAKS_OF_MODULE = /\b(?:transceiver|sfp) is /i;
const MEASURED =
  /^\s*(?:Optical\s)?(Temperature|Voltage|Current|Tx Power|Rx Power)\s{0,20}:?\s{1,40}(-?\d{1,9}(?:\.\d{1,9})?|N\/A|--)(?:\s|$)/i;

/** What stands above and below the tables. */
const HEADING =
  /^\s{0,60}(?:(?:Q?SFP )?(?:Detail )?Diagnostics Information\b|(?:Current\s{1,40})?Alarms\s{1,40}Warnings$|(?:Measurement\s{1,40})?High\s{1,40}Low\s{1,40}High\b|Note:\s{1,4}\+\+)/i;
const NAME = /^[A-Za-z][\w ,./()-]*$/;
const NO_VERB =
  /^\s{0,60}(near-end lanes used|far-end lane code for \d{1,2} lanes|supported speeds|Transmit Fault Count)\s{1,4}(?:are |= )?(.{1,200})$/i;

const KEYS: KeyTable = {
  dom: (module, value) => {
    if (/^(?:not )?supported/i.test(value)) module.ddm_supported ??= !/^not/i.test(value);
  },
  type: as("type"),
  name: printed("vendor_name"),
  partnumber: as("vendor_pn"),
  manufacturerspartnumber: as("vendor_pn"),
  revision: (module, value) => {
    if (value !== "") module.vendor_rev ??= value;
  },
  serialnumber: printed("vendor_sn"),
  ciscopartnumber: as("cisco_pn"),
  ciscoproductid: as("pid"),
  ciscoversionid: as("vid"),
  ciscovendorid: as("vid"),
  firmwareversion: as("firmware"),
  vendoroui: oui,
  datecode: date,
  cleicode: as("clei"),
  nominaltransmitterwavelength: nanometres,
  cmisversion: as("cmis_rev"),
  cablelength: metres,
  linklengthsupportedforcopper: metres,
};
const LIVE: Readonly<Record<string, LiveKey>> = {
  temperature: "temp_c",
  voltage: "vcc_v",
  current: "bias_ma",
  txpower: "tx_dbm",
  rxpower: "rx_dbm",
};

export const readNxosText: TextReader = (lines, asked) => {
  if (!asked && !lines.some(({ text }) => PRESENT.test(text) || FIBRE_CHANNEL.test(text))) return undefined;
  const modules = modulesOf(lines);
  if (modules.length === 0) return undefined;
  const isDetailed = lines.some(({ text }) => DETAILS.test(text));
  const plain = "cisco-nxos-show-interface-transceiver" as const;
  return { format: asked ?? (isDetailed ? `${plain}-details` : plain), modules };
};

function modulesOf(lines: readonly Line[]): TextModule[] {
  const modules: TextModule[] = [];
  let current: TextModule | undefined;
  let before = "";
  let lane: number | undefined;
  let isOwn = false;
  for (const line of lines) {
    const { text } = line;
    const isAboutModule = SPEAKS_OF_MODULE.test(text);
    const fibreChannel = isAboutModule ? FIBRE_CHANNEL.exec(text)?.[1] : undefined;
    if (fibreChannel !== undefined || (isAboutModule && PRESENT.test(text))) {
      const port = fibreChannel ?? before;
      current = port === "" ? {} : { port: portOf(port) };
      lane = undefined;
      isOwn = true;
      modules.push(current);
      line.isRead = true;
    } else if ((isAboutModule && ABSENT.test(text)) || /^\S{1,40}$/.test(text)) {
      line.isRead = true;
      current = undefined;
    } else if (current) {
      lane = readLine(current, line, lane, isOwn);
      isOwn &&= line.isRead || !standsApart(text);
    }
    before = /\S+/.exec(text)?.[0] ?? before;
  }
  return modules;
}

/** `isOwn`: what was read before stands within the module's lines. */
function readLine(module: TextModule, line: Line, lane: number | undefined, isOwn: boolean): number | undefined {
  const { text } = line;
  const named = LANE.exec(text)?.[1];
  if (named !== undefined) {
    line.isRead = true;
    return Number(named) - 1;
  }
  const measured = MEASURED.exec(text);
  if (measured) {
    line.isRead = true;
    const key = LIVE[keyOf(measured[1]!)]!;
    putLive(module, key, numberOf(measured[2]), key === "temp_c" || key === "vcc_v" ? undefined : lane);
    // Thresholds, and the marks of alarms, stand behind the value.
    const row = text.slice(text.indexOf(measured[2]!, measured[0].indexOf(measured[1]!) + measured[1]!.length));
    if (/[\d+-]/.test(row.slice(measured[2]!.length))) putFurther(module, measured[1]!, row);
    return lane;
  }
  const at = text.search(IS);
  const name = at < 1 || at > LONGEST_KEY ? "" : text.slice(0, at).trim();
  const value = text.slice(at + " is".length).trim();
  const putValue = name === "" ? undefined : entryOf(KEYS, name);
  if (putValue) {
    line.isRead = true;
    putValue(module, value, { lane });
  } else if (isOwn) line.isRead = readFurther(module, text, name, value);
  return lane;
}

function readFurther(module: TextModule, text: string, name: string, value: string): boolean {
  if (value !== "" && NAME.test(name)) {
    putFurther(module, name, value);
    return true;
  }
  const [, what, said] = NO_VERB.exec(text) ?? [];
  if (what === undefined || said === undefined) return HEADING.test(text);
  putFurther(module, what, said);
  return true;
}
