/** The longest capture that the web process decodes itself, in the shapes that cost most: it answers nobody else meanwhile. */
import { LONGEST_CAPTURE } from "../../lib/domain/optics/capture-limit.ts";
import { decodeCapture } from "../../lib/domain/optics/decode-capture.ts";
import { cpuOf } from "./dumps.ts";

const ROUNDS = 5;
/** What a person does not notice. */
const LIMIT_MS = 100;

const row = (offset: string) => `${offset}  ${"03 04 07 10 00 00 00 00 ".repeat(2).trim()}\n`;
const SHAPES: Readonly<Record<string, string>> = {
  "logged dumps": "sfp EE: 00000000: 03 04 07\n",
  "repeated rows": `${row("00000000")}*\n${row("00000400")}`,
  "pages of a station": `EEPROM Setup\n${row("0000")}${row("0fe0")}`,
  "titled pages": `page 01h\n${row("0000ff80")}`,
  "XR tables": "PHY data for interface: a\n0x0000: 03 04 07 10 00 00 00 00\n0xffe0: 03 04 07 10 00 00\n",
  "Junos rows": "Xcvr 0 REV 01 740 AB C\n",
  "Junos lights": "Physical interface: a\nLaser bias current : 1\n",
  "ethtool lines": "Identifier : 0x03\n",
  "NX-OS lines": "transceiver is present\n",
  "C arrays": "{0x03,\n",
  "plain modules": `${"03".repeat(128)}\n`,
  "FreeBSD lines": "plugged: SFP\n",
  escapes: "\u001b[",
};

/** Sets the exit code where the slowest takes more than the limit. */
export function judgeHostile(): void {
  const times = Object.entries(SHAPES).map(([name, shape]) => {
    const text = shape.repeat(Math.ceil(LONGEST_CAPTURE / shape.length)).slice(0, LONGEST_CAPTURE);
    return { name, ms: Math.min(...Array.from({ length: ROUNDS }, () => cpuOf(() => decodeCapture(text)))) / 1000 };
  });
  const [slowest] = times.sort((left, right) => right.ms - left.ms);
  process.stdout.write(
    `decode longest capture of the web process, ${LONGEST_CAPTURE} characters in ${times.length} shapes: slowest ${slowest?.ms.toFixed(1)} ms (${slowest?.name}); limit ${LIMIT_MS} ms\n`,
  );
  if ((slowest?.ms ?? 0) > LIMIT_MS) process.exitCode = 1;
}
