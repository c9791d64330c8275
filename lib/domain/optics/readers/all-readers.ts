/** The readers in the order in which they are tried: what holds bytes comes before what only prints them. */
import type { InputFormat } from "../answer.ts";
import { readBareHex } from "./bare-hex.ts";
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

type Reads<R> = { readonly formats: readonly InputFormat[]; readonly read: R };

export const BYTE_READERS: readonly Reads<ByteReader>[] = [
  { formats: ["factory-lot-record-xml"], read: readLotRecordXml },
  { formats: ["linux-dmesg-sfp-EE"], read: readKernelLog },
  {
    formats: [
      "sonic-eeprom-hexdump",
      "cisco-xr-show-controllers-phy",
      "cisco-show-idprom",
      "routeros-monitor",
      "netgear-optics-eeprom",
      "finisar-setup-text",
    ],
    read: readContainer,
  },
  {
    formats: ["ethtool-hex", "xxd", "hexdump-C", "hexdump-C-like", "i2cdump", "hexdump-with-masked-bytes"],
    read: readHexdump,
  },
  { formats: ["plain-hex", "spaced-hex", "c-array"], read: readBareHex },
];

export const TEXT_READERS: readonly Reads<TextReader>[] = [
  {
    formats: ["cisco-nxos-show-interface-transceiver", "cisco-nxos-show-interface-transceiver-details"],
    read: readNxosText,
  },
  {
    formats: ["sonic-show-interfaces-transceiver-eeprom", "sonic-show-interfaces-transceiver-eeprom-dom"],
    read: readSonicText,
  },
  { formats: ["cisco-show-idprom", "cisco-iosxe-show-idprom"], read: readCiscoIdpromText },
  { formats: ["cisco-xr-show-controllers-optics"], read: readXrOptics },
  { formats: ["huawei-vrp-display-interface-transceiver", "h3c-comware"], read: readComwareVrp },
  { formats: ["ethtool-text"], read: readEthtoolText },
  { formats: ["junos-show-interfaces-diagnostics-optics"], read: readJunosDiagnostics },
  { formats: ["junos-show-chassis-pic"], read: readJunosPic },
  { formats: ["junos-show-chassis-hardware"], read: readJunosHardware },
  { formats: ["arista-show-inventory"], read: readAristaInventory },
  { formats: ["freebsd-ifconfig-v"], read: readFreebsd },
  { formats: ["cisco-show-inventory"], read: readCiscoInventory },
  { formats: ["cisco-ios-show-interfaces-transceiver"], read: readIosTable },
];
