/** Cisco `show idprom interface`: `key = value` of IOS-XE, and the `General SFP Information` text when no bytes follow it. */

import { joinedCodes } from "./ethtool-text.ts";
import { INDENTED_ROW, NAMED_ROW } from "./further-rows.ts";
import { as, date, type KeyedFormat, keyedModules, nanometres, oui, type PutValue, printed } from "./keyed-text.ts";
import { put } from "./printed-values.ts";
import type { TextReader } from "./reading.ts";

/** What `show idprom interface` prints above its groups of rows. */
export const GENERAL_HEADING =
  /^\s{0,4}(?:Transceiver|Extended ID Fields|Other Information|SEEPROM contents \(hex\):?)$/i;

const XE: KeyedFormat = {
  format: "cisco-iosxe-show-idprom",
  start: /\bIDPROM for transceiver\s{0,4}(\S*?)\s{0,4}:/i,
  separator: /=/,
  further: INDENTED_ROW,
  keys: {
    description: as("description"),
    transceivertype: as("type"),
    productidentifier: as("pid"),
    vendorrevision: as("vendor_rev"),
    serialnumber: printed("vendor_sn"),
    vendorname: printed("vendor_name"),
    vendorpartnumber: as("vendor_pn"),
    vendoroui: oui,
    cleicode: as("clei"),
    ciscopartnumber: as("cisco_pn"),
    datecode: date,
    connectortype: (module, value) => put(module, "connector", value.replace(/\.$/, "")),
    encoding: as("encoding"),
  },
};

/** `0x31 0x2E 0x30 0x20` is text in bytes; anything else is text. */
const textOrBytes =
  (key: "vendor_rev"): PutValue =>
  (module, value) => {
    const bytes = /^(?:0x[0-9a-f]{2}\s{0,2}){1,16}$/i.test(value) ? value.match(/[0-9a-f]{2}(?=\s|$)/gi) : null;
    put(module, key, bytes ? String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))).trimEnd() : value);
  };

const codeOr =
  (code: "identifier" | "connector", word: "identifier_text" | "connector"): PutValue =>
  (module, value) => {
    const isCode = /^0x[0-9a-f]{2}$/i.test(value);
    put(module, isCode ? code : word, isCode ? value.toLowerCase() : value.replace(/ connector$/i, ""));
  };

const GENERAL: KeyedFormat = {
  format: "cisco-show-idprom",
  start: /General SFP Information()/i,
  separator: /:/,
  further: NAMED_ROW,
  heading: GENERAL_HEADING,
  keys: {
    identifier: codeOr("identifier", "identifier_text"),
    connector: codeOr("connector", "connector"),
    transceiver: joinedCodes,
    encoding: (module, value) => put(module, "encoding", /^0x/i.test(value) ? value.toLowerCase() : value),
    brnominal: (module, value) => {
      const rate = /^(\d{1,7})\s{0,2}Mb/i.exec(value);
      const code = /^0x([0-9a-f]{2})$/i.exec(value);
      if (rate) module.br_nominal_100MBd ??= Number(rate[1]) / 100;
      else if (code) module.br_nominal_100MBd ??= Number.parseInt(code[1]!, 16);
    },
    vendorname: printed("vendor_name"),
    vendoroui: oui,
    vendorpartnumber: as("vendor_pn"),
    vendorrevision: textOrBytes("vendor_rev"),
    vendorserialnumber: printed("vendor_sn"),
    wavelength: nanometres,
    datecode: date,
    diagmonitoring: (module, value) => {
      if (/implemented/i.test(value)) module.ddm_supported ??= !/not/i.test(value);
    },
  },
};

export const readCiscoIdpromText: TextReader = (lines, asked) => {
  for (const table of [GENERAL, XE]) {
    if (asked ? asked !== table.format : !lines.some(({ text }) => table.start.test(text))) continue;
    const modules = keyedModules(lines, table);
    if (modules.length > 0) return { format: table.format, modules };
  }
  return undefined;
};
