/** The QR symbol of a body label: small enough for a module's body, and as hard to destroy as that allows (docs/decisions/044). */
import { isTiny, type Level, type Sheet } from "../../domain/label/sheet.ts";
import { openQrTable, type QrTable, versionOf } from "./qr-table.ts";

/** A larger symbol has smaller modules, or no room beside it. */
const LARGEST_VERSION = 4;
const STRONGEST_FIRST: readonly Level[] = ["H", "Q", "M"];

/** A label on a module is rubbed: the strongest level that version 4 holds, and M where even its modules would be too small. */
export function levelFor(sheet: Sheet, uri: string): Level {
  if (isTiny(sheet)) return "M";
  return STRONGEST_FIRST.find((level) => versionOf(uri, level) <= LARGEST_VERSION) ?? "M";
}

/** @param uri of any label of the file: all have the same length */
export function openBodyTable(sheet: Sheet, uri: string): QrTable {
  return openQrTable(uri, levelFor(sheet, uri));
}
