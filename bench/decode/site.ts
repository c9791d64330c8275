/** The captures of a whole site, 10,000 modules in one paste, as the page's worker and `truelane decode` take them. */
import { CaptureSplitter } from "../../lib/domain/optics/capture-splitter.ts";
import { CaptureSum, findingsOf, repeated, type SummedModule } from "../../lib/domain/optics/capture-sum.ts";
import { decodeParts } from "../../lib/domain/optics/decode-parts.ts";
import { ethtoolText, qsfpDump, sfpDump } from "../../lib/domain/optics/made-up-module.testing.ts";
import { cpuOf, serial } from "./dumps.ts";

const MODULES = 10_000;
const ROUNDS = 5;

const nxos = (at: number) => `Ethernet1/${at}
    transceiver is present
    type is 10Gbase-LR
    name is EXAMPLE OPTICS
    part number is EX-SFP-10G-LR
    revision is A1
    serial number is ${serial(at)}
    nominal bitrate is 10300 MBit/sec
    Link length supported for 9/125um fiber is 10 km
    cisco id is 3
    cisco extended id number is 4

           SFP Detail Diagnostics Information (internal calibration)
  ----------------------------------------------------------------------------
                Current              Alarms                  Warnings
                Measurement     High        Low         High          Low
  ----------------------------------------------------------------------------
  Temperature   28.55 C        75.00 C     -5.00 C     70.00 C        0.00 C
  Voltage        3.29 V         3.63 V      2.97 V      3.46 V        3.13 V
  Current        7.99 mA       11.80 mA     4.00 mA    10.80 mA       5.00 mA
  Tx Power      -2.54 dBm       1.69 dBm  -11.30 dBm   -1.30 dBm     -7.30 dBm
  Rx Power      -2.85 dBm       1.99 dBm  -13.97 dBm   -1.00 dBm     -9.91 dBm
  Transmit Fault Count = 0
`;
const command = (at: number, bytes: readonly number[]) => `$ ethtool -m eth${at} hex on\n${ethtoolText(bytes)}\n`;

const CAPTURES: Readonly<Record<string, (at: number) => string>> = {
  "NX-OS text": nxos,
  "ethtool hex of SFPs": (at) => command(at, sfpDump({ serial: serial(at) })),
  "ethtool hex of QSFPs": (at) => command(at, qsfpDump({ serial: serial(at) })),
};

export function judgeSite(): void {
  for (const [name, make] of Object.entries(CAPTURES)) {
    const text = Array.from({ length: MODULES }, (_, at) => make(at)).join("\n");
    const seconds = Array.from({ length: ROUNDS }, () => cpuOf(() => decodeSite(text)) / 1e6).sort((a, b) => a - b);
    const [best = 0, middle = 0, worst = 0] = [seconds[0], seconds[Math.floor(ROUNDS / 2)], seconds.at(-1)];
    process.stdout.write(
      `decode site ${name}: ${MODULES} modules, ${(text.length / 1e6).toFixed(1)} MB, ${middle.toFixed(2)} s of CPU (${best.toFixed(2)} to ${worst.toFixed(2)})\n`,
    );
  }
}

function decodeSite(text: string): void {
  const sum = new CaptureSum();
  const found: SummedModule[] = [];
  const splitter = new CaptureSplitter();
  for (const piece of [...splitter.push(text), ...splitter.end()])
    found.push(...sum.add(decodeParts(piece.text), piece.firstLine));
  if (found.length !== MODULES) throw new Error(`${found.length} modules were read of ${MODULES}`);
  repeated(found);
  for (const module of found) findingsOf(module);
}
