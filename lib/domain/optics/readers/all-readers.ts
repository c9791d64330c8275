/** The readers in the order in which they are tried: what holds bytes comes before what only prints them. */
import type { InputFormat } from "../answer.ts";
import { readBareHex } from "./bare-hex.ts";
import type { Line } from "./captured-lines.ts";
import { readCiscoIdpromText } from "./cisco-idprom-text.ts";
import { readComwareVrp } from "./comware-vrp-text.ts";
import { readEthtoolText } from "./ethtool-text.ts";
import { readContainer, readHexdump } from "./hexdump.ts";
import { readJunosDiagnostics, readJunosHardware, readJunosPic } from "./junos-text.ts";
import { readKernelLog } from "./kernel-log.ts";
import { readLotRecordXml } from "./lot-record-xml.ts";
import { readNxosText } from "./nxos-text.ts";
import type { ByteReader, TextReader } from "./reading.ts";
import { readSonicText } from "./sonic-text.ts";
import { readAristaInventory, readCiscoInventory, readFreebsd, readIosTable } from "./table-text.ts";
import { readXrOptics } from "./xr-optics-text.ts";

/**
 * `words`: without one of them, in lower case, the reader finds nothing and need not look at each line. Readers without words
 * look at every capture.
 */
type Reads<R> = { readonly formats: readonly InputFormat[]; readonly words?: readonly string[]; readonly read: R };

const BYTE_READERS: readonly Reads<ByteReader>[] = [
  { formats: ["factory-lot-record-xml"], words: ["<lot_record", "<tname"], read: readLotRecordXml },
  { formats: ["linux-dmesg-sfp-EE"], words: ["sfp ee:"], read: readKernelLog },
  {
    formats: [
      "sonic-eeprom-hexdump",
      "cisco-xr-show-controllers-phy",
      "cisco-show-idprom",
      "routeros-monitor",
      "netgear-optics-eeprom",
      "finisar-setup-text",
    ],
    words: [
      "eeprom hexdump for port",
      "lower page",
      "upper page",
      "a0h dump",
      "a2h dump",
      "phy data for interface:",
      "msa data",
      "seeprom contents (hex)",
      "eeprom:",
      "eeprom data",
      "eeprom setup",
      "!index: table",
      ";fcc setup",
    ],
    read: readContainer,
  },
  {
    formats: ["ethtool-hex", "xxd", "hexdump-C", "hexdump-C-like", "i2cdump", "hexdump-with-masked-bytes"],
    read: readHexdump,
  },
  { formats: ["plain-hex", "spaced-hex", "c-array"], read: readBareHex },
];

const TEXT_READERS: readonly Reads<TextReader>[] = [
  {
    formats: ["cisco-nxos-show-interface-transceiver", "cisco-nxos-show-interface-transceiver-details"],
    words: ["transceiver is present", "sfp is present"],
    read: readNxosText,
  },
  {
    formats: ["sonic-show-interfaces-transceiver-eeprom", "sonic-show-interfaces-transceiver-eeprom-dom"],
    words: ["sfp eeprom detected"],
    read: readSonicText,
  },
  {
    formats: ["cisco-show-idprom", "cisco-iosxe-show-idprom"],
    words: ["general sfp information", "idprom for transceiver"],
    read: readCiscoIdpromText,
  },
  { formats: ["cisco-xr-show-controllers-optics"], words: ["transceiver vendor details"], read: readXrOptics },
  {
    formats: ["huawei-vrp-display-interface-transceiver", "h3c-comware"],
    words: [
      "transceiver information",
      "transceiver current alarm information",
      "transceiver diagnostic information",
      "transceiver manufacture information",
    ],
    read: readComwareVrp,
  },
  { formats: ["ethtool-text"], words: ["identifier"], read: readEthtoolText },
  {
    formats: ["junos-show-interfaces-diagnostics-optics"],
    words: ["physical interface:"],
    read: readJunosDiagnostics,
  },
  { formats: ["junos-show-chassis-pic"], words: ["cable type"], read: readJunosPic },
  { formats: ["junos-show-chassis-hardware"], words: ["xcvr"], read: readJunosHardware },
  { formats: ["arista-show-inventory"], words: ["transceiver slots"], read: readAristaInventory },
  { formats: ["freebsd-ifconfig-v"], words: ["plugged:"], read: readFreebsd },
  { formats: ["cisco-show-inventory"], words: ["descr:"], read: readCiscoInventory },
  {
    formats: ["cisco-ios-show-interfaces-transceiver"],
    words: ["(celsius)", "(volts)", "(ma)", "(milliamperes)", "(dbm)"],
    read: readIosTable,
  },
];

const WORDS = [...BYTE_READERS, ...TEXT_READERS].flatMap(({ words = [] }) => words);
// One pass for all words: a search for each of them costs five times as much.
const ANY_WORD = new RegExp(WORDS.map((word) => word.replace(/[()]/g, "\\$&")).join("|"), "g");

/** The readers to try, in order; where a person chose a format, those that read it, whatever the text says. */
export function readersOf(lines: readonly Line[], chosen: InputFormat | undefined) {
  const text = lines.map((line) => line.text).join("\n");
  const spoken = new Set<string>(chosen ? [] : text.toLowerCase().match(ANY_WORD));
  const isAsked = ({ formats, words }: Reads<unknown>) =>
    chosen ? formats.includes(chosen) : !words || words.some((word) => spoken.has(word));
  return { ofBytes: BYTE_READERS.filter(isAsked), ofText: TEXT_READERS.filter(isAsked) };
}
