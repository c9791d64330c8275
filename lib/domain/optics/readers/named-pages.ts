/** Headings over the tables of a dump (`Lower page 0h`, `A2h dump`, `0x51`) and the modules that titled tables make up. */
import { type Cell, type Cells, type EepromPages, fieldText, type PageName } from "../page.ts";
import { layOut, mapOfIdentifier, mapOfPages, UPPER_PAGES } from "../which-map.ts";
import type { Section } from "./dump-sections.ts";

/** Lines that name an address or a page. */
export const PAGE_HEADING =
  /\b(?:a0h?|a2h?|0x50|0x51|0xa0|0xa2)\b|\b(?:lower|upper)\b|\bpage\s{0,3}(?:0x)?[0-9a-f]{1,2}h?\b/i;

/** The page that a heading names, or undefined when it names the whole module. */
export function pageOfHeading(title: string, isSfp: boolean): PageName | undefined {
  if (/\b(?:a2h?|0xa2|0x51)\b/i.test(title)) return "A2h";
  if (/\b(?:a0h?|0xa0)\b/i.test(title) || (isSfp && /\b0x50\b/.test(title))) return "A0h";
  if (/\blower\b/i.test(title)) return "lower";
  const page = /\bpage\s{0,3}(?:0x)?([0-9a-f]{1,2})h?\b/i.exec(title)?.[1];
  return page === undefined ? undefined : `${page.toLowerCase().padStart(2, "0")}h`;
}

/** One module from its titled and untitled tables; undefined when no byte names a map. */
export function moduleOfSections(
  sections: readonly Section[],
  upperPages = UPPER_PAGES as readonly PageName[],
): EepromPages | undefined {
  const isSfp = sections.some(({ cells }) => mapOfIdentifier(cells[0] ?? undefined) === "sff8472");
  const pages: Record<PageName, Cells> = {};
  for (const section of sections) {
    const name = pageOfHeading(section.title, isSfp);
    if (name === undefined) {
      const module = layOut(section.cells, upperPages);
      if (module) for (const [page, cells] of Object.entries(module.pages)) if (cells) pages[page] ??= cells;
    } else add(pages, name, section.cells);
  }
  return mapOfPages(pages);
}

/** Untitled tables that follow each other: one module each, except that an SFP's second table is its A2h. */
export function modulesOfTables(sections: readonly Section[]): EepromPages[] {
  const modules: EepromPages[] = [];
  for (const { cells } of sections) {
    const before = modules.at(-1);
    if (before?.map === "sff8472" && !before.pages.A2h && !isAnotherSfp(before.pages.A0h, cells)) {
      modules[modules.length - 1] = { map: "sff8472", pages: { ...before.pages, A2h: cells.slice(0, 256) } };
      continue;
    }
    const module = layOut(cells);
    if (module) modules.push(module);
  }
  return modules;
}

/** A table is another module's A0h if it begins as one and differs: some drivers return A0h again in place of A2h. */
function isAnotherSfp(first: Cells | undefined, cells: Cells): boolean {
  if (mapOfIdentifier(cells[0]) === undefined) return false;
  const name = (all: Cells) => fieldText(all.slice(20, 36).map((cell) => cell ?? 0));
  const isSame = first?.slice(0, 96).every((cell, at) => cell === cells[at]) ?? false;
  return !isSame && /^[\x20-\x7e]{2,16}$/.test(name(cells));
}

function add(pages: Record<PageName, Cells>, name: PageName, cells: Cells): void {
  const target: Cell[] = [...(pages[name] ?? [])];
  const isUpper = name !== "lower" && name !== "A0h" && name !== "A2h";
  const shift = isUpper && cells.length <= 128 ? 128 : 0;
  cells.forEach((cell, offset) => {
    const at = shift + (offset & 0xff);
    if (cell === undefined) return;
    if (name === "lower" && at >= 128) return;
    if (!isUpper || at >= 128) target[at] = cell;
  });
  pages[name] = target;
  if (name === "lower" && cells.length > 128) add(pages, "00h", cells);
}
