/** `ethtool -m`: a module decoded by the host's own tool. Thresholds repeat the words of the live values and never stand in their place. */
import type { TextModule } from "../answer.ts";
import { putFurther } from "./further-rows.ts";
import {
  as,
  date,
  type KeyedFormat,
  keyedModules,
  keyOf,
  live,
  metres,
  nanometres,
  oui,
  type PutValue,
  power,
  yes,
} from "./keyed-text.ts";
import { putLive, putPower } from "./printed-values.ts";
import type { TextReader } from "./reading.ts";

const SIGN = /^\s*Identifier\s{0,60}:\s{0,4}0x[0-9a-f]{2}\b/i;
const COMMAND = /\bethtool\s{1,4}(?:-m|--module-info|--dump-module-eeprom)\s{1,4}(\S{1,40})/;
const CHANNEL = /^\s*(.{3,60}?)\s{0,4}\((?:Channel|Lane)\s{0,2}(\d{1,2})\)\s{0,40}:\s{0,4}(.*)$/i;

/** `0x07 (LC)`: the code, and the word if one is printed. */
const coded =
  (
    code: "identifier" | "ext_identifier" | "encoding" | undefined,
    word: "identifier_text" | "connector" | undefined,
  ): PutValue =>
  (module, value) => {
    const parts = /^(0x[0-9a-f]{2})(?:\s{0,4}\((.{0,120})\))?/i.exec(value);
    if (code && parts) module[code] ??= parts[1]!.toLowerCase();
    const named = parts ? parts[2] : value;
    const isWord = named !== undefined && named !== "" && !/^(?:unknown|reserved)/i.test(named);
    if (word) module[word] ??= isWord ? named : (parts?.[1]?.toLowerCase() ?? value);
  };

/** Names of ethtool's own that no key of ours carries; whatever else stands in a capture was not printed by it. */
const FURTHER = new Set(
  `extendedidentifierdescription rateidentifier length optionvalues option brmarginmax brmarginmin passivecucmplnce
  activecucmplnce attenuationat25ghz attenuationat5ghz attenuationat7ghz attenuationat129ghz transmittertechnology
  laserwavelengthtolerance revisioncompliance rxlossofsignal txlossofsignal rxlossoflock txlossoflock txfault
  txadaptiveeqfault alarmwarningflagsimplemented powerclass maxpower txcdr rxcdr txcdrbypasscontrol rxcdrbypasscontrol
  inactivefirmwareversion modulestate modulefaultcause lowpwrallowrequesthw lowpwrrequestsw`.split(/\s+/),
);
/** Flags and thresholds: `Module voltage low warning`, `Laser bias current high alarm threshold`. */
const LIMIT = /(?:alarm|warning)(?:threshold)?$/;

const text =
  (key: "vendor_name" | "vendor_pn" | "vendor_rev" | "vendor_sn" | "date_code"): PutValue =>
  (module, value) => {
    module[key] ??= value;
  };

export const joinedCodes: PutValue = (module, value) => {
  const codes = value.match(/0x[0-9a-f]{2}/gi)?.slice(0, 8);
  if (codes?.length === 8) module.transceiver_codes ??= codes.map((code) => code.slice(2).toLowerCase()).join("");
};

const FORMAT: KeyedFormat = {
  format: "ethtool-text",
  start: /^\s*Identifier\s{0,60}:\s{0,4}0x/i,
  separator: /:/,
  line: (module, line) => channelLine(module, line) || furtherLine(module, line),
  keys: {
    identifier: coded("identifier", "identifier_text"),
    extendedidentifier: coded("ext_identifier", undefined),
    connector: coded(undefined, "connector"),
    transceivercodes: joinedCodes,
    transceivertype: as("type"),
    encoding: coded("encoding", undefined),
    brnominal: (module, value) => {
      const rate = /^(\d{1,7})\s{0,2}M/i.exec(value);
      if (rate) module.br_nominal_100MBd ??= Number(rate[1]) / 100;
    },
    laserwavelength: nanometres,
    vendorname: text("vendor_name"),
    vendoroui: oui,
    vendorpn: text("vendor_pn"),
    vendorrev: text("vendor_rev"),
    vendorsn: text("vendor_sn"),
    datecode: (module, value) =>
      /[-/]/.test(value)
        ? date(module, value, { lane: undefined })
        : text("date_code")(module, value, { lane: undefined }),
    cleicode: as("clei"),
    activefirmwareversion: as("firmware"),
    cableassemblylength: metres,
    opticaldiagnosticssupport: yes("ddm_supported"),
    laserbiascurrent: live("bias_ma"),
    laseroutputpower: power("tx"),
    receiversignalaverageopticalpower: power("rx"),
    receiversignaloma: power("rx"),
    moduletemperature: live("temp_c"),
    modulevoltage: live("vcc_v"),
  },
};

/** `Laser tx bias current (Channel 1) : 6.750 mA` */
function channelLine(module: TextModule, line: string): boolean {
  const parts = /\((?:Channel|Lane)/i.test(line) ? CHANNEL.exec(line) : null;
  if (!parts) return false;
  const [, what = "", channel = "", value = ""] = parts;
  const lane = Number(channel) - 1;
  if (/bias/i.test(what)) putLive(module, "bias_ma", Number.parseFloat(value), lane);
  else if (/^(?:transmit|tx|laser out)/i.test(what) && /power/i.test(what)) putPower(module, "tx", value, lane);
  else if (/^(?:rcvr|rx|receiv)/i.test(what)) putPower(module, "rx", value, lane);
  return true;
}

function furtherLine(module: TextModule, line: string): boolean {
  const colon = line.indexOf(":");
  const key = colon < 0 ? "" : keyOf(line.slice(0, colon));
  if (!FURTHER.has(key) && !LIMIT.test(key)) return false;
  putFurther(module, line.slice(0, colon), line.slice(colon + 1));
  return true;
}

export const readEthtoolText: TextReader = (lines, asked) => {
  if (!asked && !lines.some(({ text: line }) => SIGN.test(line))) return undefined;
  const modules = keyedModules(lines, FORMAT);
  const commands = lines.flatMap((line) => {
    const port = line.text.includes("ethtool") ? COMMAND.exec(line.text)?.[1] : undefined;
    return port === undefined ? [] : [{ line, port }];
  });
  // A command that failed prints no module: then nobody can tell whose the others are.
  const isNamed = commands.length === modules.length;
  if (isNamed) for (const { line } of commands) line.isRead = true;
  const named = isNamed ? modules.map((module, at) => ({ port: commands[at]!.port, ...module })) : modules;
  return modules.length > 0 ? { format: "ethtool-text", modules: named } : undefined;
};
