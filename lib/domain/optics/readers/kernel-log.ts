/** The Linux kernel's SFP log: `sfp EE:` rows of A0h 0–95 and the line that names the module. */
import { sumOf } from "../checksum.ts";
import type { Cells } from "../page.ts";
import { layOut } from "../which-map.ts";
import type { Line } from "./captured-lines.ts";
import { dumpSections } from "./dump-sections.ts";
import type { ByteReader, Capture } from "./reading.ts";

const ROW = /\bsfp EE:\s{1,4}/;
const MODULE_LINE =
  /\bsfp (\S{1,40}): module (.{1,64}?)\s{1,20}rev (.{0,8}?)\s{1,20}sn (.{0,20}?)\s{1,20}dc (\S{0,12})/;
const EXTENDED_FAILURE = /extended structure checksum failure/;
const EXTENDED = [64, 96] as const;

type LogLine = { readonly port: string; readonly serial: string; readonly date: string };
type LoggedDump = { rows: Line[]; sawExtendedFailure: boolean; named: LogLine | undefined };

/** Undefined unless the log prints a module's bytes. */
export const readKernelLog: ByteReader = (lines) => {
  const captures = dumpsOf(lines).flatMap(captureOf);
  return captures.length > 0 ? { format: "linux-dmesg-sfp-EE", captures } : undefined;
};

/** The failure is logged before a dump, the name after it. */
function dumpsOf(lines: readonly Line[]): LoggedDump[] {
  const dumps: LoggedDump[] = [];
  let sawFailure = false;
  for (const line of lines) {
    if (EXTENDED_FAILURE.test(line.text)) sawFailure = true;
    if (ROW.test(line.text)) {
      if (/\bsfp EE:\s{1,4}0{4,8}:/.test(line.text) || dumps.length === 0) {
        dumps.push({ rows: [], sawExtendedFailure: sawFailure, named: undefined });
        sawFailure = false;
      }
      dumps.at(-1)!.rows.push(line);
    }
    const named = MODULE_LINE.exec(line.text);
    const dump = dumps.at(-1);
    if (named && dump && !dump.named) {
      line.isRead = true;
      dump.named = { port: named[1]!, serial: named[4]!.trim(), date: named[5]! };
    }
  }
  return dumps;
}

function captureOf({ rows, sawExtendedFailure, named }: LoggedDump): Capture[] {
  const cells = dumpSections(rows, { prefix: ROW })[0]?.cells ?? [];
  const isTrusted = sawExtendedFailure || sumOf(cells, 64, 95, 95)?.ok === true;
  const eeprom = layOut(isTrusted ? cells : withoutExtended(cells));
  if (!eeprom) return [];
  const also = named && { vendor_sn_from_log_line: named.serial, date_from_log_line: named.date };
  return [{ eeprom, ...(named && { port: named.port }), ...(also && { also }) }];
}

// Until the base structure is judged the kernel has read no more than 64 bytes; the rest of its buffer is old memory.
function withoutExtended(cells: Cells): Cells {
  return cells.map((cell, at) => (at >= EXTENDED[0] && at < EXTENDED[1] ? undefined : cell));
}
