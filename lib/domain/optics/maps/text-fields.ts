/** Where the maps keep text, so that rules and comparison name a field the same way for all three. */
import type { AnswerValue } from "../answer.ts";
import { dateCodeOf } from "../date-code.ts";
import {
  bytesIn,
  type Cells,
  type EepromPages,
  hasMask,
  isThere,
  latin1,
  MASKED,
  type MapName,
  textIn,
} from "../page.ts";

export type TextField = "vendor_name" | "vendor_pn" | "vendor_rev" | "vendor_sn";
type Place = readonly [from: number, to: number];

export const TEXT_FIELDS: Record<MapName, Record<TextField, Place>> = {
  sff8472: { vendor_name: [20, 36], vendor_pn: [40, 56], vendor_rev: [56, 60], vendor_sn: [68, 84] },
  sff8636: { vendor_name: [148, 164], vendor_pn: [168, 184], vendor_rev: [184, 186], vendor_sn: [196, 212] },
  cmis: { vendor_name: [129, 145], vendor_pn: [148, 164], vendor_rev: [164, 166], vendor_sn: [166, 182] },
};
export const OUI_AT: Record<MapName, number> = { sff8472: 37, sff8636: 165, cmis: 145 };
export const DATE_AT: Record<MapName, number> = { sff8472: 84, sff8636: 212, cmis: 182 };

export const TEXT_FIELD_NAMES = Object.keys(TEXT_FIELDS.cmis) as TextField[];

export function identityPage(eeprom: EepromPages): Cells | undefined {
  return eeprom.pages[eeprom.map === "sff8472" ? "A0h" : "00h"];
}

/** The four text fields, the date and what may be said of masks and NULs in them. A masked field is null. */
export function textAnswers(eeprom: EepromPages): Record<string, AnswerValue> {
  const page = identityPage(eeprom);
  const answers: Record<string, AnswerValue> = {};
  const nuls: [number, number][] = [];
  for (const name of TEXT_FIELD_NAMES) {
    const [from, to] = TEXT_FIELDS[eeprom.map][name];
    if (!page || !isThere(page, from, to)) continue;
    if (page.slice(from, to).includes(0)) nuls.push([from, to]);
    answers[name] = textIn(page, from, to) ?? null;
    if (name === "vendor_sn" && hasMask(page, from, to)) {
      answers.vendor_sn_visible_prefix = latin1(page.slice(from, page.indexOf(MASKED, from)) as number[]);
    }
  }
  const date = bytesIn(page, DATE_AT[eeprom.map], DATE_AT[eeprom.map] + 8);
  if (date) answers.date = dateCodeOf(date);
  if (nuls.length > 0) answers.nul_bytes_in_text_fields_at = nuls;
  return answers;
}
