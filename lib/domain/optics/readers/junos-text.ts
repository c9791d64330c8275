/** Junos: `show chassis hardware` (serial numbers), `show chassis pic` (vendors), `show interfaces diagnostics optics` (live values). */
import type { TextModule } from "../answer.ts";
import type { Line } from "./captured-lines.ts";
import { type KeyedFormat, keyedModules, live, power } from "./keyed-text.ts";
import { isMissing, put } from "./printed-values.ts";
import type { TextReader } from "./reading.ts";

const XCVR = /^\s*Xcvr\s{1,4}(\d{1,3})\b/;
const HARDWARE_HEAD = /^\s*Item\s+Version\s+Part number\s+Serial number\s+Description/;
const TITLE = /^\s*Hardware inventory:\s*$/;
const LOOSE_ROW =
  /^\s*Xcvr\s{1,8}\d{1,3}\s{1,20}(?:(?:REV(?:\s\d{1,3})?|\])\s{1,20})?(\S{1,20})\s{1,20}(\S{1,24})\s{1,20}(\S.{0,60})$/i;
const PIC_HEAD = /^\s*Port\s+Cable type\s+type\s+Xcvr vendor\s+part number\s+length/;

/** Columns stand by position; empty cells are common. */
export const readJunosHardware: TextReader = (lines, asked) => {
  if (
    !asked &&
    !(lines.some(({ text }) => HARDWARE_HEAD.test(text)) || lines.filter(({ text }) => XCVR.test(text)).length > 1)
  ) {
    return undefined;
  }
  const modules: TextModule[] = [];
  let columns: number[] | undefined;
  let fpc: number | undefined;
  let pic: number | undefined;
  for (const line of lines) {
    const { text } = line;
    const isHead = HARDWARE_HEAD.test(text);
    if (isHead || TITLE.test(text)) line.isRead = true;
    if (isHead) columns = ["Part number", "Serial number", "Description"].map((name) => text.indexOf(name));
    const slot = /^\s*(FPC|PIC)\s{1,4}(\d{1,3})\b/.exec(text);
    if (slot) line.isRead = true;
    if (slot?.[1] === "FPC") {
      fpc = Number(slot[2]);
      pic = undefined;
    } else if (slot) pic = Number(slot[2]);
    const xcvr = XCVR.exec(text);
    const cells = xcvr && (cellsAt(text, columns) ?? LOOSE_ROW.exec(text)?.slice(1));
    if (!xcvr || !cells) continue;
    line.isRead = true;
    const module: TextModule = { port: Number(xcvr[1]), slot_line: text.trim() };
    if (fpc !== undefined) module.fpc = fpc;
    if (pic !== undefined) module.pic = pic;
    if (cells[0]) put(module, "juniper_pn", cells[0]);
    if (cells[1]) put(module, "vendor_sn", cells[1]);
    if (cells[2]) put(module, "description", cells[2]);
    modules.push(module);
  }
  return modules.length > 0 ? { format: "junos-show-chassis-hardware", modules } : undefined;
};

/** Undefined when the row does not keep the columns of the heading, as after a mail program has joined blanks. */
function cellsAt(text: string, columns: number[] | undefined): string[] | undefined {
  if (!columns || columns.some((at) => at < 1 || !/\s/.test(text[at - 1] ?? " "))) return undefined;
  const cells = columns.map((at, i) => text.slice(at, columns[i + 1]).trim());
  return cells[1] === "" ? undefined : cells;
}

export const readJunosPic: TextReader = (lines, asked) => {
  if (!asked && !lines.some(({ text }) => PIC_HEAD.test(text))) return undefined;
  const modules = picRows(lines);
  return modules.length > 0 ? { format: "junos-show-chassis-pic", modules, no_serial_in_format: true } : undefined;
};

function picRows(lines: readonly Line[]): TextModule[] {
  const modules: TextModule[] = [];
  let columns: number[] | undefined;
  let slot: { fpc: number; pic: number } | undefined;
  for (const line of lines) {
    const { text } = line;
    const named = /FPC slot (\d{1,3}), PIC slot (\d{1,3})/i.exec(text);
    if (named) line.isRead = true;
    if (named) slot = { fpc: Number(named[1]), pic: Number(named[2]) };
    if (PIC_HEAD.test(text)) {
      line.isRead = true;
      const cable = text.indexOf("Cable type");
      const names = ["Xcvr vendor", "part number", "length", "Firmware", "Rev"].map((name) => text.indexOf(name));
      columns = [cable, text.indexOf("type", cable + 10), ...names];
      continue;
    }
    const port = columns && /^\s{0,8}(\d{1,3})\s{1,8}\S/.exec(text)?.[1];
    if (!columns || port === undefined) {
      if (/^\s*Port speed information/i.test(text)) columns = undefined;
      continue;
    }
    const cell = (at: number) => {
      const from = columns?.[at] ?? -1;
      const to = columns?.slice(at + 1).find((next) => next > from);
      return from < 0 ? "" : text.slice(from, to).trim();
    };
    line.isRead = true;
    const module: TextModule = { port: Number(port), ...slot };
    const keys = ["type", "fiber", "vendor_name", "vendor_pn"] as const;
    keys.forEach((key, at) => {
      const value = cell(at);
      if (value !== "" && !isMissing(value)) module[key] = value;
    });
    const wavelength = /^(\d{1,5}(?:\.\d{1,4})?) nm$/.exec(cell(4));
    if (wavelength) module.wavelength_nm = Number(wavelength[1]);
    if (columns[5]! >= 0 && cell(5) !== "") module.firmware = cell(5).split(/\s/)[0]!;
    modules.push(module);
  }
  return modules;
}

/** Flags and thresholds; what `show interfaces` prints of the same port is none of the module's. */
const FURTHER =
  /^\s{1,60}((?:Laser|Module|Receiver|Optical|[TR]x|Wavelength|Channel)\b[^:=]{0,60}?)\s{0,40}:\s{0,40}(.{0,400})$/i;

const DIAGNOSTICS: KeyedFormat = {
  format: "junos-show-interfaces-diagnostics-optics",
  start: /^\s*Physical interface:\s{0,4}(\S{1,40})/i,
  separator: /:/,
  further: FURTHER,
  lane: /^\s*Lane (\d{1,2})\s*$/i,
  keys: {
    laserbiascurrent: live("bias_ma"),
    laseroutputpower: power("tx"),
    moduletemperature: live("temp_c"),
    modulevoltage: live("vcc_v"),
    receiversignalaverageopticalpower: power("rx"),
    laserreceiverpower: power("rx"),
    laserrxopticalpower: power("rx"),
    laserrxpower: power("rx"),
  },
};

export const readJunosDiagnostics: TextReader = (lines, asked) => {
  const isJunos =
    lines.some(({ text }) => DIAGNOSTICS.start.test(text)) &&
    lines.some(({ text }) => /Laser (?:bias|output)|Module temperature/i.test(text));
  if (!asked && !isJunos) return undefined;
  const modules = keyedModules(lines, DIAGNOSTICS);
  return modules.length > 0 ? { format: DIAGNOSTICS.format, modules, no_identity_in_format: true } : undefined;
};
