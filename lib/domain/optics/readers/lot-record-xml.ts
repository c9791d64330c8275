/** Test-station records: `<LOT_RECORD>` with one page per `<TNAME>` and `<VECT_RESULT>`. */
import { identityPage, TEXT_FIELDS } from "../maps/text-fields.ts";
import { type Cells, type PageName, textIn } from "../page.ts";
import { mapOfPages } from "../which-map.ts";
import type { ByteReader, Capture } from "./reading.ts";

type StationPart = { serial: string | undefined; pages: Record<PageName, Cells> };

const TAG = /<(TNAME|VECT_RESULT|PART_ID)(?:\s[^<>]{0,200})?>([^<]{0,8192})</gi;
const PAGE_NAME = /^\s*(LP|UP)_([0-9A-F]{2})H\s*$/i;

/** Undefined unless a page of a module stands in the record. */
export const readLotRecordXml: ByteReader = (lines) => {
  if (!lines.some(({ text }) => /<(?:LOT_RECORD|TNAME)\b/i.test(text))) return undefined;
  const parts = partsOf(lines.map(({ text }) => text).join("\n"));
  const captures = parts.flatMap(captureOf);
  if (captures.length === 0) return undefined;
  // A record of XML is read as a whole: what is not a page is the station's own business.
  for (const line of lines) line.isRead = true;
  return { format: "factory-lot-record-xml", captures };
};

function partsOf(text: string): StationPart[] {
  const parts: StationPart[] = [{ serial: undefined, pages: {} }];
  let page: PageName | undefined;
  for (const [, tag, value = ""] of text.matchAll(TAG)) {
    const part = parts.at(-1)!;
    if (tag!.toUpperCase() === "PART_ID") {
      if (part.serial === undefined) part.serial = value.trim();
      else if (part.serial !== value.trim()) parts.push({ serial: value.trim(), pages: {} });
    } else if (tag!.toUpperCase() === "TNAME") page = pageOf(value);
    else if (page) {
      part.pages[page] = cellsOf(value, page);
      page = undefined;
    }
  }
  return parts;
}

function pageOf(name: string): PageName | undefined {
  const parts = PAGE_NAME.exec(name);
  if (!parts) return undefined;
  return parts[1]!.toUpperCase() === "LP" ? "lower" : `${parts[2]!.toLowerCase()}h`;
}

function cellsOf(value: string, page: PageName): Cells {
  const cells: (number | undefined)[] = page === "lower" ? [] : new Array(128);
  for (const [, pair] of value.matchAll(/(?:0x)?([0-9a-f]{2})/gi)) cells.push(Number.parseInt(pair!, 16));
  return cells;
}

function captureOf({ serial, pages }: StationPart): Capture[] {
  const eeprom = mapOfPages(pages);
  if (!eeprom) return [];
  const read = textIn(identityPage(eeprom), ...TEXT_FIELDS[eeprom.map].vendor_sn);
  if (serial === undefined || read === undefined || serial === read) return [{ eeprom }];
  const reason = { says: "station-serial-differs", station: serial, eeprom: read } as const;
  return [{ eeprom, raised: [{ id: "RECORD_SERIAL_CONFLICT", reason, where: "vendor_sn" }] }];
}
