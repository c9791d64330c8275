/** SONiC `show interfaces transceiver eeprom [--dom]`; the order of keys is not fixed. */
import type { TextModule } from "../answer.ts";
import { INDENTED_ROW, putFurther } from "./further-rows.ts";
import { as, date, type KeyedFormat, keyedModules, type LaneState, live, metres, oui, printed } from "./keyed-text.ts";
import { numberOf, put, putLive } from "./printed-values.ts";
import type { TextReader } from "./reading.ts";

const DETECTED = /^\s*(\S{1,40})\s{0,2}:\s{1,4}SFP EEPROM detected/i;
const DOM = /^\s*(?:ChannelMonitorValues|ModuleMonitorValues|MonitorData|ChannelThresholdValues)\s*:/i;
const LANE = /^\s*(RX|TX)(\d{0,2})(Power|Bias)\s{0,4}:\s{0,4}(\S.{0,30})$/i;

const FORMAT: KeyedFormat = {
  format: "sonic-show-interfaces-transceiver-eeprom",
  start: /^\s*(\S{1,40})\s{0,2}:\s{1,4}SFP EEPROM (?:not )?detected/i,
  separator: /:/,
  line: (module, text, state) => laneLine(module, text) || continues(module, text, state),
  further: INDENTED_ROW,
  keys: {
    connector: as("connector"),
    identifier: as("identifier_text"),
    encoding: (module, value) => {
      if (!/^not supported/i.test(value)) put(module, "encoding", value);
    },
    nominalbitrate: (module, value) => {
      const rate = numberOf(value);
      if (typeof rate === "number") module.br_nominal_100MBd ??= rate;
    },
    lengthcableassembly: metres,
    cmisrev: as("cmis_rev"),
    activefirmware: as("firmware"),
    specificationcompliance: (module, value) => {
      if (!/^not supported/i.test(value)) put(module, "type", value);
    },
    "1040gethernetcompliancecode": as("type"),
    extendedspecificationcompliance: as("type"),
    vendordatecode: date,
    vendorname: printed("vendor_name"),
    vendoroui: oui,
    vendorpn: as("vendor_pn"),
    vendorrev: as("vendor_rev"),
    vendorsn: printed("vendor_sn"),
    temperature: live("temp_c"),
    vcc: live("vcc_v"),
  },
};

/** `RX1Power: 0.3802dBm`, `TX1Bias: 6.7500mA`; an SFP's have no number. */
function laneLine(module: TextModule, text: string): boolean {
  const parts = LANE.exec(text);
  if (!parts) return false;
  const [, side = "", lane = "", what = "", value = ""] = parts;
  const key = /bias/i.test(what) ? "bias_ma" : /rx/i.test(side) ? "rx_dbm" : "tx_dbm";
  putLive(module, key, numberOf(value), lane === "" ? undefined : Number(lane) - 1);
  return true;
}

/** Applications stand below one another, the first beside its name. */
function continues(module: TextModule, text: string, { name }: LaneState): boolean {
  if (name === undefined || !/^\s{20}\s{0,40}[^\s:]+\s[^:]*$/.test(text)) return false;
  putFurther(module, name, text);
  return true;
}

export const readSonicText: TextReader = (lines, asked) => {
  if (!asked && !lines.some(({ text }) => DETECTED.test(text))) return undefined;
  const modules = keyedModules(lines, FORMAT);
  if (modules.length === 0) return undefined;
  const hasDom = lines.some(({ text }) => DOM.test(text));
  return { format: asked ?? ((hasDom ? `${FORMAT.format}-dom` : FORMAT.format) as typeof FORMAT.format), modules };
};
