/** Dumps of common tools: ethtool, xxd, hexdump, i2cdump, and the hexadecimal tables of switches and routers. */
import type { InputFormat } from "../answer.ts";
import { type EepromPages, MASKED } from "../page.ts";
import { layOut, UPPER_PAGES } from "../which-map.ts";
import type { Line } from "./captured-lines.ts";
import { GENERAL_HEADING } from "./cisco-idprom-text.ts";
import { dumpSections, type Section, type SectionRules } from "./dump-sections.ts";
import { type Further, INDENTED_ROW, NAMED_ROW, putFurther } from "./further-rows.ts";
import { parseHexRow } from "./hex-row.ts";
import { moduleOfSections, modulesOfTables, PAGE_HEADING, pageOfHeading } from "./named-pages.ts";
import type { ByteReader, Capture } from "./reading.ts";

/** A container is told by a line of its own; its rules say where modules begin and how rows look. */
type Container = {
  readonly format: InputFormat;
  readonly sign: RegExp;
  readonly rules: SectionRules;
  readonly module: (sections: readonly Section[]) => EepromPages | undefined;
};

const linear = (sections: readonly Section[]) => sections[0] && layOut(joined(sections));

const CONTAINERS: readonly Container[] = [
  {
    format: "sonic-eeprom-hexdump",
    sign: /EEPROM hexdump for port|^\s*(?:Lower|Upper) page [0-9a-f]{1,2}h\s*$|^\s*A[02]h dump\b/i,
    rules: { module: /EEPROM hexdump for port\s+(\S+)/i, page: /^\s*(?:(?:lower|upper) page|A[02]h dump)\b/i },
    module: moduleOfSections,
  },
  {
    format: "cisco-xr-show-controllers-phy",
    sign: /PHY data for interface:|^\s*MSA Data\b/i,
    rules: {
      module: /PHY data for interface:\s*(\S+)/i,
      said: INDENTED_ROW,
      heading: /^\s*(?:(?:Q?SFP\S{0,8} )?EEPROM\b|MSA Data\b|Thresholds:\s{1,40}Alarm High)/i,
    },
    // The router prints pages 02h and 03h of a QSFP, never 01h.
    module: (sections) => layOut(joined(sections), ["00h", "02h", "03h"]),
  },
  {
    format: "cisco-show-idprom",
    sign: /SEEPROM contents \(hex\)/i,
    rules: {
      module: /(?:General SFP Information|IDPROM for transceiver\s*(\S*?):?\s*$)/i,
      said: NAMED_ROW,
      heading: GENERAL_HEADING,
    },
    module: linear,
  },
  {
    format: "routeros-monitor",
    sign: /\beeprom:\s{0,4}0000:/i,
    rules: { module: /^\s{0,40}name:\s{0,4}(\S+)/i, prefix: /\beeprom:\s{0,4}/i },
    module: (sections) => layOut(sfpHalves(joined(sections))),
  },
  {
    format: "netgear-optics-eeprom",
    sign: /\beeprom data\s{0,3}=/i,
    rules: { module: /^\s{0,20}Port\s{1,8}(\d\S*)/i, prefix: /\beeprom data\s{0,3}=\s{0,4}/i, bare: true },
    module: linear,
  },
  {
    format: "finisar-setup-text",
    sign: /^\s*(?:EEPROM Setup|!Index: Table|;FCC SETUP)/i,
    rules: {
      said: /^\s{0,4}(FORMAT|FINISAR P\/N|DATE)\b\s{0,4}:?\s{0,8}(.{0,80})$/,
      heading: /^\s{0,4}(?:EEPROM Setup$|!Index: Table|!Bytes:)/i,
    },
    module: (sections) => layOut(withoutPageGaps(joined(sections))),
  },
];

const GENERIC: SectionRules = {
  page: PAGE_HEADING,
  module: /\bethtool\s+(?:-m|--module-info|--dump-module-eeprom)\s+(\S+)/i,
};
const FEWEST_BYTES = 32;

/** Reads the containers that name themselves; undefined when none does or none holds bytes. */
export const readContainer: ByteReader = (lines, asked) => {
  for (const { format, sign, rules, module } of CONTAINERS) {
    if (asked ? asked !== format : !lines.some(({ text }) => sign.test(text))) continue;
    const tables = dumpSections(lines, rules);
    const captures = byModule(tables).flatMap((sections): Capture[] => {
      const eeprom = module(sections);
      return eeprom ? [{ eeprom, ...portOf(sections), ...wordsOf(sections) }] : [];
    });
    if (tables.some(({ cells }) => cells.length >= FEWEST_BYTES)) return { format, captures };
  }
  return undefined;
};

/** Reads rows with offsets that no container claims. */
export const readHexdump: ByteReader = (lines, asked) => {
  if (!lines.some(({ text }) => parseHexRow(text))) return undefined;
  const sections = dumpSections(lines, GENERIC).filter(({ rows }) => rows.some(({ cells }) => cells.length >= 8));
  if (sections.reduce((count, { cells }) => count + cells.length, 0) < FEWEST_BYTES) return undefined;
  const format = asked ?? formatOf(lines, sections);
  const captures = byModule(sections.map(inBytes)).flatMap((tables): Capture[] => {
    const isTitled = tables.some(({ title }) => pageOfHeading(title, true) !== undefined);
    const titled = isTitled ? moduleOfSections(tables) : undefined;
    const modules = titled ? [titled] : modulesOfTables(tables);
    return modules.map((eeprom) => ({ eeprom, ...portOf(tables) }));
  });
  return { format, captures };
};

function formatOf(lines: readonly Line[], sections: readonly Section[]): InputFormat {
  if (sections.some(({ rows }) => rows.some(({ cells }) => cells.includes(MASKED)))) return "hexdump-with-masked-bytes";
  if (lines.some(({ text }) => /^\s*Offset\s+Values\b|\bethtool\s+-m\b|^\s*0x0{2,4}[0-9a-f]0?:\s/i.test(text)))
    return "ethtool-hex";
  const first = sections[0]!.rows.find(({ cells }) => cells.length > 0)!;
  if (first.offsetText.length === 2) return "i2cdump";
  if (first.offsetText.length >= 7 && first.hasColon && first.groupDigits === 4) return "xxd";
  return first.offsetText.length === 8 && !first.hasColon && first.hasBar ? "hexdump-C" : "hexdump-C-like";
}

function byModule(sections: readonly Section[]): Section[][] {
  const groups = new Map<number, Section[]>();
  for (const section of sections) {
    const group = groups.get(section.module) ?? [];
    group.push(section);
    groups.set(section.module, group);
  }
  return [...groups.values()];
}

function portOf(sections: readonly Section[]): { port?: string } {
  const port = sections[0]?.port;
  return port === undefined || port === "" ? {} : { port };
}

/** Words beside the bytes stand under `further`: bytes outrank them. */
function wordsOf(sections: readonly Section[]): Pick<Capture, "also"> {
  const also: { further?: Further } = {};
  for (const [name, value] of sections.flatMap(({ said }) => said)) putFurther(also, name, value);
  return also.further ? { also } : {};
}

function joined(sections: readonly Section[]): Section["cells"] {
  if (sections.length === 1) return sections[0]!.cells;
  const all: Section["cells"] = [];
  for (const { cells } of sections) {
    for (let at = 0; at < cells.length; at++) if (cells[at] !== undefined) all[at] ??= cells[at];
  }
  return all;
}

/** `hexdump` without -C prints little-endian words, `od` octal offsets: both have 7 digits and no colon. */
function inBytes(section: Section): Section {
  const [first, second] = section.rows;
  if (first?.offsetText.length !== 7 || first.hasColon) return section;
  const isOctal = first.cells.length === 16 && second?.offsetText === "0000020";
  const cells: Section["cells"] = [];
  for (const row of section.rows) {
    const from = isOctal ? Number.parseInt(row.offsetText, 8) : (row.offset ?? 0);
    row.cells.forEach((cell, i) => {
      cells[from + (row.groupDigits === 4 ? i ^ 1 : i)] = cell;
    });
  }
  return { ...section, cells };
}

/** RouterOS prints A0h 0–127 and then A2h 0–127 of an SFP; of others, lower memory and page 00h. */
function sfpHalves(cells: Section["cells"]): Section["cells"] {
  const isSfp = layOut(cells)?.map === "sff8472";
  if (!isSfp || cells.length <= 128) return cells;
  const apart: Section["cells"] = cells.slice(0, 128);
  cells.slice(128, 256).forEach((cell, at) => {
    apart[256 + at] = cell;
  });
  return apart;
}

/** Address = page × 0x100 + offset: page 01h stands at 0x180, behind 128 addresses that do not exist. */
function withoutPageGaps(cells: Section["cells"]): Section["cells"] {
  const dense: Section["cells"] = [];
  cells.slice(0, 0x100 * UPPER_PAGES.length).forEach((cell, address) => {
    const page = address >> 8;
    const offset = address & 0xff;
    if (page === 0) dense[offset] = cell;
    else if (offset >= 128) dense[128 + page * 128 + offset - 128] = cell;
  });
  return dense;
}
